// RUN: %check-behaviour %s

// Suspensions in the branches of `if constexpr`: what is in a discarded branch need not even have a type.
#include "support.h"

template <class T> struct copied_later : tick {
  const T &value;
  explicit copied_later(const T &v) : value(v) {}
  T await_resume() const { return value; }
};

template <class A> task<int> awaited(A a) {
  using result = decltype(a.await_resume());
  if constexpr (std::is_void_v<result>) {
    co_await a;
    say("void");
    co_return 0;
  } else {
    auto value = co_await a;
    co_await tick{};
    say("value");
    co_return int(value);
  }
}

template <class T> task<> sized(const T &container) {
  noisy outer("outer");
  if constexpr (requires { container.size(); }) {
    auto size = container.size();
    noisy inner("inner");
    co_await tick{};
    typename T::value_type first = *container.begin();
    const auto &again = co_await copied_later(first);
    co_await tick{};
    say("%zu %d %d", size, int(first), int(again));
  } else {
    say("no size");
    co_await tick{};
  }
  co_await tick{};
  say("behind");
}

template <class T> task<> in_loops(int n) {
  for (int i = 0; i < n; ++i) {
    if constexpr (sizeof(T) > 1) {
      if (i == 1)
        continue;
      T value = T(co_await ask(i)) + 1;
      if (i == 3)
        break;
      co_await tick{};
      say("%d", int(value));
    }
  }
  switch (n) {
  case 2:
    if constexpr (sizeof(T) > 1) {
      auto chosen = n ? co_await later(T(1)) : T(2);
      co_await tick{};
      say("chosen %d", int(chosen));
    }
    break;
  default:
    say("default");
  }
}

template <class T, class... Rest> task<int> sum(T first, Rest... rest) {
  int total = co_await later(int(first));
  if constexpr (sizeof...(rest) != 0)
    total += co_await sum(rest...);
  co_return total;
}

task<> use() {
  say("%d", co_await awaited(tick{}));
  say("%d", co_await awaited(later(5)));
  co_await sized(std::vector{1, 2});
  co_await sized(3);
  co_await in_loops<int>(5);
  co_await in_loops<char>(5);
  co_await in_loops<int>(2);
  say("%d", co_await sum(1, 2L, 'a'));
}

int main() {
  run(use());
  std::vector v{7};
  destroy_at_every_point([&] { return sized(v); });
}
