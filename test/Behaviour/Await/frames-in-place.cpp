// RUN: %check-behaviour %s

// Coroutines that are awaited where they are called: their frames stand in the ones that await them. Parameters,
// exceptions, branches, loops, and destruction half way.
#include "support.h"

namespace inner {
task<int> leaf(int n) {
  noisy local("leaf");
  co_await ask(n);
  co_return n * 2;
}
} // namespace inner

task<int> by_value(argument first, noisy second, int n) {
  noisy local("by_value");
  int twice = co_await inner::leaf(n);
  say("%s %s", first.name, second.c_str());
  co_return twice + 1;
}

task<noisy> gives_object(const noisy &from, noisy &&own) {
  noisy held(std::move(own));
  co_await tick{};
  co_return from + held;
}

task<> fails(int n) {
  noisy local("fails");
  if (n > 0)
    co_await tick{};
  throw error("failed");
}

task<int> all(int n) {
  noisy lvalue("lvalue");
  int sum = co_await by_value(argument("a"), noisy("b"), n);
  for (int i = 0; i < 2; ++i)
    sum += co_await inner::leaf(i) + co_await inner::leaf(10 + i);
  noisy object = co_await gives_object(lvalue, noisy("own"));
  say("%s", object.c_str());
  for (int i : {0, 1})
    try {
      co_await fails(i);
    } catch (const error &e) {
      say("caught %s", e.what());
      sum += i;
    }
  sum += n > 1 ? co_await inner::leaf(100) : n > 0 ? co_await by_value(argument("c"), lvalue, 200) : 0;
  if (n == 2 && co_await inner::leaf(300) > 0 && co_await inner::leaf(400) < 0)
    say("never");
  co_return sum;
}

// The frame stands in one that stands in a function.
struct owner {
  int base;
  task<int> member(int n) { co_return base + co_await inner::leaf(n); }
};

// The initial suspend point does not suspend.
eager<int> at_once(int n) {
  noisy local("at_once");
  if (n % 2)
    co_await tick{};
  co_return n;
}
task<int> eagerly() { co_return co_await at_once(1) + co_await at_once(2); }

// Never part of another: recursive, defined behind, through a pointer, kept in a variable.
task<int> later_defined(int n);
task<int> recursive(int n) {
  if (n == 0)
    co_return 0;
  co_return n + co_await recursive(n - 1);
}
task<int> others(task<int> (*pointer)(int)) {
  task<int> kept = inner::leaf(7);
  co_return co_await recursive(3) + co_await later_defined(1) + co_await pointer(2) + co_await std::move(kept);
}
task<int> later_defined(int n) { co_return n + co_await inner::leaf(n); }

int main() {
  for (int n : {0, 1, 2})
    guarded([&] { say("%d", run(all(n))); });
  destroy_at_every_point([] { return all(2); });
  owner o{1};
  guarded([&] { say("%d", run(o.member(5))); });
  guarded([&] { say("%d", run(eagerly())); });
  guarded([&] { say("%d", run(others(inner::leaf))); });
  auto lambda = []() -> task<int> { co_return co_await inner::leaf(8) + co_await by_value(argument("d"), "e", 9); };
  guarded([&] { say("%d", run(lambda())); });
}
