// An element of a pack of bindings has no name that the frame could give it (C++26).
// RUN: %switchback --all %s -o %t.cpp -- -std=c++26 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
#include "support.h"

// CHECK: coroutine 'elements' is left native: a structured binding of this kind lives across a suspension
template <class T> task<int> elements(T t) {
  auto [... parts] = std::pair<T, int>(t, 6);
  co_await tick{};
  co_return (parts + ...);
}

int main() { say("%d", run(elements(1))); }
