// Macros are written out, but not what would mean something else then.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

// The name of the macro in its own text would be replaced again.
struct {
  int value = 1;
} object;
#define value (object.value + co_await later(1))
// CHECK: coroutine 'itself' is left native: the expression stands in a macro that cannot be written out
task<> itself() { say("%d", value); }
#undef value

// A pragma would have to begin a line, and may be about what stands behind it.
#define LOOP(n) _Pragma("clang loop unroll(disable)") for (int i = 0; i < n; ++i) co_await tick{}
// CHECK: coroutine 'pragma' is left native: the statement stands in a macro that cannot be written out
task<> pragma() {
  LOOP(3);
  say("pragma");
}

// What is left native in the end has its macros back.
#define LET(name, n) auto name = co_await later(n)
// CHECK: coroutine 'otherwise' is left native: a structured binding of this kind lives across a suspension
task<> otherwise() {
  LET(one, 1);
  _Complex double z = one;
  auto [re, im] = z;
  LET(two, 2);
  say("otherwise %g %d", re + im, two);
}

int main() {
  run(itself());    // PRINTS: 2
  run(pragma());    // PRINTS: pragma
  run(otherwise()); // PRINTS: otherwise 1 2
}
