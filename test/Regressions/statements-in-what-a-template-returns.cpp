// RUN: %check-behaviour %s
// RUN: %check-behaviour %s --plain
// Whether `co_return` of a template gives a value may depend on an instance. g++ takes no statement expression where
// that is asked, C++17 no lambda.
#include "support.h"

template <class T> task<int> calls(T x) {
  co_await tick{};
  co_return [&](int y) { return x + y; }(2);
}
template <class T> task<int> states(T x) {
  co_await tick{};
  co_return __extension__({
    noisy inner("inner");
    x + int(inner.name.size());
  });
}
template <class F> auto nothing(F f) -> task<decltype(f(1))> {
  co_await tick{};
  co_return f([&](int y) { return y + 1; }(1));
}

int main() {
  say("%d", run(calls(1)));
  say("%d", run(states(1)));
  run(nothing([](int n) { say("%d", n); }));
  say("%d", run(nothing([](int n) { return noisy("twice"), 2 * n; })));
}
