// A parameter object that is made before a suspension is made in place, which needs a function that can be named.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct waits : tick {
  explicit waits(noisy n) { say("%s", n.c_str()); }
};
// CHECK: :[[#@LINE+1]]:33: warning: coroutine 'constructor' is left native: an argument passed by value to a constructor lives across a suspension
task<> constructor() { co_await waits(noisy("a")); }

// Found by its argument's class alone.
class open {
  friend void hidden(open, int n) { say("hidden %d", n); }
  noisy n{"open"};
};
// CHECK: coroutine 'without_name' is left native: an argument passed by value to a function that cannot be named lives across a suspension
task<> without_name() { hidden(open(), co_await later(1)); }

int main() {
  run(constructor());  // PRINTS: a
  run(without_name()); // PRINTS: hidden 1
}
