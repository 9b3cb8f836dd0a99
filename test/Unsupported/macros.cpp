// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 27,27p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: the expression stands partly in a macro's body

// Awaits inside macros: as an argument, as the body, as an operator.
#include "support.h"

#define AWAIT co_await
#define GET(n) (co_await ask(n))
#define TWICE(x) ((x) + (x))
#define CHECK(condition)                                                                                              \
  do {                                                                                                                \
    if (!(condition))                                                                                                 \
      say("failed: " #condition);                                                                                     \
    else                                                                                                              \
      say("ok: " #condition);                                                                                         \
  } while (false)
#define LET(name, value) auto name = co_await (value)
#define RETURN_IF(n)                                                                                                  \
  if (auto got = co_await ask(n); got > 5)                                                                            \
  co_return got

task<int> work() {
  int a = AWAIT ask(1) + GET(2);
  int b = TWICE(co_await ask(3));
  CHECK(co_await ask(4) == 4);
  CHECK(GET(0));
  LET(made, make("made"));
  say("%d %d %s", a, b, made.c_str());
  RETURN_IF(5);
  RETURN_IF(6);
  co_return 0;
}

int main() { say("%d", run(work())); }
