// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 13,13p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: an operand of class type is constructed before a suspension and used behind it

// Awaits in the init-captures of lambdas; closures that live across suspensions.
#include "support.h"

task<> work(int n) {
  noisy local("local");
  auto add = [m = co_await ask(1), &n](int k) { return n += m + k; };
  say("%d", add(10));
  auto holder = [held = co_await make("held"), &local] { say("%s %s", held.c_str(), local.c_str()); };
  co_await tick{};
  holder();
  say("%d", add(co_await ask(2)));
  say("%d", [=, k = co_await ask(3)]() mutable { return ++k + n; }());
  auto deferred = [&](auto x) { return [x, &n] { return int(x + n); }; };
  auto inner = deferred(co_await ask(4));
  n = 100;
  co_await tick{};
  say("%d", inner());
}

int main() { run(work(5)); }
