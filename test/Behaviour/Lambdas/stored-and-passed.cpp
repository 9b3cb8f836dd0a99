// Coroutine lambdas kept in variables, containers and members, passed to functions and returned from them; copies of a
// closure have copies of its captures.
// RUN: %check-behaviour %s
#include "support.h"
#include <functional>

template <class F> int call_twice(F f) { return run(f(1)) + run(f(2)); }

auto make_adder(int n) {
  return [n](int m) -> task<int> {
    co_await tick();
    co_return n + m;
  };
}

struct table {
  std::function<task<int>(int)> handler;
  static inline auto constant = [](int x) -> task<int> {
    co_await tick();
    co_return x;
  };
};

task<int> from_pointer(task<int> (*f)(noisy), const char *name) { return f(noisy(name)); }

inline auto global = []() -> generator<int> {
  co_yield 1;
  co_yield 2;
};

int main() {
  say("%d", call_twice(make_adder(10)));
  table t{make_adder(7)};
  say("%d %d", run(t.handler(1)), run(table::constant(8)));
  say("%d", run(from_pointer(
                [](noisy n) -> task<int> {
                  co_await tick();
                  say("%s", n.c_str());
                  co_return 1;
                },
                "by pointer")));
  for (int i : global())
    say("%d", i);
  noisy shared("shared");
  auto original = [shared](int n) mutable -> task<> {
    shared = noisy(n == 1 ? "one" : "two");
    co_await tick();
    say("%s", shared.c_str());
  };
  auto copy = original;
  run(original(1));
  run(copy(2));
  std::vector<std::function<task<>(int)>> all{original, copy};
  for (auto &each : all)
    run(each(1));
}
