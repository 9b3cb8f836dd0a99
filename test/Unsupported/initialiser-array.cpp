// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 12,12p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: an operand of class type is constructed before a suspension and used behind it

// Arrays whose elements await, of scalars and of classes, the rest value-initialised.
#include "support.h"

task<> work() {
  int a[] = {1, co_await ask(2), 3};
  int b[4] = {co_await ask(4)};
  noisy c[] = {"x", co_await make("y"), noisy("z")};
  const char *d[2] = {"before", (co_await tick{}, "after")};
  say("%zu %d %d %d %s %s %s", sizeof a / sizeof *a, a[1], b[0], b[3], c[1].c_str(), c[2].c_str(), d[1]);
}

int main() { run(work()); }
