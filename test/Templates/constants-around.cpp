// RUN: %check-behaviour %s

// Constants of the function around a coroutine lambda, of a template and not:
// their values need not be captured; what else is done to their names is.
#include "support.h"
#include <array>
template <class T> task<int> discards(T a) {
  if (co_await ask(1)) {
    constexpr T e1 = 2;
    auto g = [&](T x) mutable -> task<int> {
      (void(e1));
      co_return co_await ask(x) + 1;
    };
    co_await g(a);
  }
  co_return 1;
}
task<int> plain(int a) {
  constexpr int e2 = 2;
  auto g = [&](int x) mutable -> task<int> {
    (void(e2));
    (void)e2;
    co_return co_await ask(x) + 1;
  };
  co_return co_await g(a);
}
template <class T> task<int> uses_values(T a) {
  constexpr T e1 = 2;
  constexpr int e3 = 3;
  auto g = [&](T x) mutable -> task<int> {
    std::array<int, e3> all{};
    if constexpr (e3 == 3)
      x += e1;
    co_return co_await ask(x + e1) + int(all.size()) + e3;
  };
  auto h = [&](auto x) mutable -> task<int> {
    std::array<int, e3> all{};
    if constexpr (e3 == 3)
      x += e1;
    co_return co_await ask(x + e1) + int(all.size()) + e3;
  };
  co_return co_await g(a) + co_await h(a);
}

int main() {
  say("%d", run(discards(3)));
  say("%d", run(plain(3)));
  say("%d", run(uses_values(3)));
}
