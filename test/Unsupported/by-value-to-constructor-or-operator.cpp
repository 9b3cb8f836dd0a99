// Arguments by value whose death can be told cannot be passed in place to what has no address: a constructor, an
// operator.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
#include "support.h"

struct waits : tick {
  explicit waits(noisy n) { say("%s", n.c_str()); }
};
struct sum {
  friend tick operator+(sum, noisy) { return {}; }
};

// CHECK: error: coroutine 'constructor' is left native: an argument passed by value to a constructor lives across a suspension
task<> constructor() { co_await waits(noisy("a")); }

// CHECK: error: coroutine 'operators' is left native: an argument passed by value to an operator or through a pointer lives across a suspension
task<> operators() { co_await (sum() + noisy("b")); }

int main() { run(constructor()), run(operators()); }
