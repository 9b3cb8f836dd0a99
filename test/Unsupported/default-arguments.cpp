// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 23,23p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: a default argument makes a temporary that lives across a suspension

// Default arguments beside awaits, with temporaries of their own.
#include "support.h"

int count = 0;
int line(int a, int b = ++count, const noisy &n = noisy("default")) {
  say("%d %d %s", a, b, n.c_str());
  return a + b;
}
struct options {
  int size = 3;
  noisy name = "options";
};
int with(int a, const options &o = {}) { return a + o.size; }

task<> work() {
  line(co_await ask(1));
  line(co_await ask(2), co_await ask(3));
  int n = line(line(co_await ask(4)), 5, co_await make("given"));
  say("%d %d", n, with(co_await ask(5)));
}

int main() { run(work()); }
