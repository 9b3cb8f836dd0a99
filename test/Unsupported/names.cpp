// The frame's members need types that have a name there.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

class secret {
  struct hidden {
    noisy n{"hidden"};
  };

public:
  static hidden make() { return {}; }
};
// CHECK: coroutine 'inaccessible' is left native: cannot name the type of 'p' in the frame: a type is not accessible by name
task<> inaccessible() {
  decltype(secret::make()) p{};
  co_await tick{};
  say("%s", p.n.c_str());
}

template <class T> struct holder {
  T t;
};
// CHECK: coroutine 'closure' is left native: cannot name the type of 'h' in the frame: a closure's type has no name
task<> closure() {
  auto one = [] { return 1; };
  holder<decltype(one)> h{one};
  co_await tick{};
  say("closure %d", h.t());
}

int main() {
  run(inaccessible()); // PRINTS: hidden
  run(closure());      // PRINTS: closure 1
}
