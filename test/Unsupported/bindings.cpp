// The parts of a complex number have names that no member access gives, and the elements of a pack of bindings none.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
// RUN: %switchback --all %s -o - -- -std=c++26 -iquote %S/../Inputs 2>&1 >/dev/null | FileCheck --check-prefix=PACK %s
#include "support.h"

// CHECK: coroutine 'parts' is left native: a structured binding of this kind lives across a suspension
task<> parts() {
  _Complex double z = 2;
  auto [re, im] = z;
  co_await tick{};
  say("%g %g", re, im);
}

#if __cplusplus > 202302L
// PACK: coroutine 'elements' is left native: a structured binding of this kind lives across a suspension
template <class T> task<int> elements(T t) {
  auto [... parts] = std::pair<T, int>(t, 6);
  co_await tick{};
  co_return (parts + ...);
}
#endif

int main() { run(parts()); } // PRINTS: 2 0
