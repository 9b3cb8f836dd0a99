// An object that native code makes where only the compiler knows a place.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

// CHECK: coroutine 'branch' is left native: a conditional operator of class type with a suspension in a branch initialises an operand
task<> branch(bool b) { throw b ? (co_await tick{}, noisy("thrown")) : noisy("other"); }

// CHECK: coroutine 'statements' is left native: a statement expression that suspends initialises an operand of class type
task<> statements() {
  throw({
    co_await tick{};
    noisy("from statements");
  });
}

// CHECK: coroutine 'capture' is left native: an operand of class type is constructed before a suspension and used behind it
task<> capture() {
  auto l = [n = noisy("n"), one = co_await later(1)] { say("captured %s %d", n.c_str(), one); };
  co_await tick{};
  l();
}

// CHECK: coroutine 'copied' is left native: a capture makes a temporary that outlives the expression of its lambda
task<> copied(noisy n) {
  say("%d", [n, sum = noisy("a") + noisy("b")] { return 1; }() + co_await later(1));
}

int main() {
  guarded([] { run(branch(true)); });  // PRINTS: caught noisy thrown
  guarded([] { run(statements()); });  // PRINTS: caught noisy from statements
  run(capture());                      // PRINTS: captured n 1
  run(copied(noisy("c")));
}
