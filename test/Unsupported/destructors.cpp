// A destructor's exception goes to the try block that its object's scope stands in, which one call that destroys the
// objects of several scopes cannot tell.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct throws_at_end {
  const char *name;
  ~throws_at_end() noexcept(false) {
    say("~%s", name);
    throw error(name);
  }
};

// CHECK: coroutine 'suspends' is left native: an object whose destructor may throw lives across a suspension, and a try block is left early or suspends
task<> suspends() {
  try {
    throws_at_end thrower{"thrower"};
    co_await tick{};
  } catch (const error &e) {
    say("caught %s", e.what());
  }
}

// CHECK: coroutine 'leaves' is left native: an object whose destructor may throw lives across a suspension, and a try block is left early or suspends
task<> leaves() {
  try {
    throws_at_end thrower{"outer"};
    co_await tick{};
    try {
      co_return;
    } catch (const error &e) {
      say("caught inside");
    }
  } catch (const error &e) {
    say("caught %s", e.what());
  }
}

int main() {
  run(suspends()); // PRINTS: caught thrower
  run(leaves());   // PRINTS: ~outer
                   // PRINTS-NEXT: caught outer
}
