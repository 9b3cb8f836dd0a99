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

namespace theirs {
namespace std {}
// CHECK: coroutine 'standard' is left native: a name around the coroutine that hides 'std' or 'switchback'
task<> standard() {
  co_await tick{};
  say("standard");
}
} // namespace theirs
struct has_name {
  struct switchback {};
  // CHECK: coroutine 'ours' is left native: a name around the coroutine that hides 'std' or 'switchback'
  template <class T> task<> ours(T x) {
    co_await tick{};
    say("ours %d", x);
  }
};
int main() {
  run(theirs::standard()); // PRINTS: standard
  run(has_name().ours(2)); // PRINTS: ours 2
  run(inaccessible()); // PRINTS: hidden
  run(closure());      // PRINTS: closure 1
}
