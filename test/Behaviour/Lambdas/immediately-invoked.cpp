// Coroutine lambdas that are called where they stand: no captures, parameters of every kind, from every context.
// RUN: %check-behaviour %s
#include "support.h"

task<int> at_namespace_scope = [](int n) -> task<int> {
  say("start %d", n);
  int got = co_await ask(n);
  co_return got + n;
}(1);

struct holder {
  task<int> member = [](noisy n) -> task<int> {
    co_await tick();
    say("%s", n.c_str());
    co_return 2;
  }(noisy("argument of a member's initialiser"));
};

int with_default(task<int> t = []() -> task<int> {
  co_await tick();
  co_return 3;
}()) {
  return run(std::move(t));
}

generator<int> count(int n) {
  return [](int from, int to) -> generator<int> {
    for (int i = from; i < to; ++i)
      co_yield i;
  }(n, n + 3);
}

int main() {
  say("%d", run(std::move(at_namespace_scope)));
  say("%d", run(std::move(holder().member)));
  say("%d", with_default());
  for (int i : count(5))
    say("yielded %d", i);
  run([](const argument &by_reference, argument by_value, argument &&by_rvalue) -> task<> {
    say("%s %s %s", by_reference.name, by_value.name, by_rvalue.name);
    co_await tick();
    say("%s %s %s", by_reference.name, by_value.name, by_rvalue.name);
  }(argument("reference"), argument("value"), argument("rvalue")));
  int (*plain)(int) = [](int x) { return x + 1; };
  say("%d", run([](auto) { return 0; }(0) ? task<int>(nullptr) : [](int (*f)(int)) -> task<int> {
    co_await tick();
    co_return f(41);
  }(plain)));
}
