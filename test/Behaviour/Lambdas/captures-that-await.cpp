// Awaits in the init-captures of lambdas; closures that live across suspensions.
// RUN: %check-behaviour %s
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
