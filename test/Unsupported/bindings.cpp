// The parts of a complex number have names that no member access gives.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

// CHECK: coroutine 'parts' is left native: a structured binding of this kind lives across a suspension
task<> parts() {
  _Complex double z = 2;
  auto [re, im] = z;
  co_await tick{};
  say("%g %g", re, im);
}

int main() { run(parts()); } // PRINTS: 2 0
