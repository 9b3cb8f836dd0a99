// RUN: %check-behaviour %s

// A constant that becomes static cannot be captured by name; a reference to a static object is a constant too, which a
// coroutine inside may name without a capture.
#include "support.h"

int global = 5;

task<> work() {
  constexpr int one = 1;
  constexpr int two = 2, three = 3;
  int &reference = global;
  auto first = [one, &two, m = co_await ask(4)] { return one + two + m; };
  auto all = [one, two, three]() { return one + two + three; };
  auto last = [m = co_await ask(4), &one] { return one + m; };
  auto fallback = [&, one] { return one + global; };
  auto inner = [&](int n) -> task<int> {
    n += reference;
    co_await tick{};
    co_return reference + n;
  };
  say("%d %d %d %d", first(), all(), last(), fallback());
  ++reference;
  say("%d", co_await inner(10));
  say("%d", reference + co_await ask(1));
}

task<> scoped() {
  constexpr int one = 1;
  constexpr int two = 2, three = 3;
  noisy guard("guard");
  say("%d", [one, &two, m = co_await ask(4)] { return one + two + m; }());
  say("%d", [one, two, three]() { return one + two + three; }() + co_await ask(1));
  {
    auto last = [m = co_await ask(4), &one, two] { return one + m + two; };
    auto fallback = [&, one, two] { return one + global + two; };
    say("%d %d", last(), fallback());
  }
  co_await tick{};
}

noisy object("global");

task<> copies() {
  noisy &reference = object;
  auto one = [reference] { return reference.name.size(); };
  object.name = "changed";
  say("%zu %zu", one(), reference.name.size());
  co_await tick{};
  say("%zu", one());
}

// A generic coroutine lambda may capture it by name, until an instance knows better.
template <class T> task<int> generic(T x) {
  constexpr int four = 4;
  auto sum = [&](auto y) -> task<int> {
    int z = 0;
    z += co_await later(int(z = y = four));
    co_await tick{};
    co_return z + y + x;
  };
  co_await tick{};
  co_return four + co_await sum(x);
}

int main() {
  run(copies());
  run(work());
  run(scoped());
  say("%d", run(generic(5)));
}
