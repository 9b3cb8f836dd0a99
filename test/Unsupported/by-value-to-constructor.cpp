// Arguments by value whose death can be told cannot be passed in place to a constructor, which has no address.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
#include "support.h"

struct waits : tick {
  explicit waits(noisy n) { say("%s", n.c_str()); }
};

// CHECK: error: coroutine 'constructor' is left native: an argument passed by value to a constructor lives across a suspension
task<> constructor() { co_await waits(noisy("a")); }

int main() { run(constructor()); }
