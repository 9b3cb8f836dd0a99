// RUN: %check-behaviour %s

// A constant that the frame makes static keeps its attributes in front.
#include "support.h"

task<int> plain(int n) {
  [[maybe_unused]] constexpr auto limit = 10u;
  alignas(16) constexpr int aligned = 4;
  [[maybe_unused]] alignas(alignof(long)) const int both = 5;
  co_await tick();
  const int *p = &aligned, *q = &both;
  co_await tick();
  co_return n + *p + *q + int(limit);
}

task<int> with_local_type(int n) {
  [[maybe_unused]] constexpr int size = 3;
  struct values {
    int all[size] = {1, 2, 3};
  } v;
  co_await tick();
  co_return v.all[2] + n;
}

template <class T> task<T> pattern(T n) {
  [[maybe_unused]] constexpr T limit = 10;
  auto closure = [](T m) -> task<T> {
    [[maybe_unused]] static constexpr T inner = limit;
    co_await tick();
    co_return m + inner;
  };
  co_await tick();
  if ([[maybe_unused]] constexpr int k = 3; n > k) {
    co_await tick();
    n += k;
  }
  co_return n + limit + co_await closure(1);
}

int main() {
  say("%d", run(plain(1)));
  say("%d", run(with_local_type(1)));
  say("%d", run(pattern(5)));
}
