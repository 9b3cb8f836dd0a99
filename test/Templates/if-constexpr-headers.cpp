// RUN: %check-behaviour %s

// What is declared in the header of an `if constexpr` lives across suspensions.
#include "support.h"
#include <vector>
template <class T> task<int> a(T x) {
  if constexpr (constexpr auto n = sizeof(T); n > 2) {
    co_await tick{};
    co_return n;
  } else
    co_return 2;
}
template <class T> task<int> b(T x) {
  if constexpr (auto n = noisy(x > 3 ? "large" : "small"); sizeof(T) > 2) {
    co_await tick{};
    say("%s", n.c_str());
    co_return 3;
  } else if constexpr (auto m = x + 1; sizeof(m) == 4) {
    co_await tick{};
    co_return m;
  }
  co_return 0;
}
template <class T> task<int> c(T x) {
  if constexpr (const auto &r = co_await ask(x); requires { r + x; }) {
    co_await tick{};
    co_return r + x;
  } else {
    co_await tick{};
    co_return r;
  }
}
template <class T> task<int> d(T x) {
  int sum = 0;
  for (int i = 0; i < 2; ++i) {
    using U = T;
    if constexpr (std::is_same_v<U, int>) {
      U y = co_await ask(x);
      co_await tick{};
      sum += y;
    }
  }
  if constexpr (T y = x, z = y; sizeof(y) + sizeof(z) == 8)
    if constexpr (co_await tick{}; sizeof(y) == 4)
      sum += y + co_await ask(z);
  co_return sum;
}
template <class T> task<int> e(T x) {
  if constexpr (constexpr T size = sizeof(T)) {
    const T *place = &size;
    co_await tick{};
    if constexpr (noisy n("n"); constexpr bool small = size < 4) {
      co_await tick{};
      co_return small + *place;
    } else {
      co_await tick{};
      co_return small + x;
    }
  }
}
task<int> known() {
  if (constexpr int size = 4) {
    const int *place = &size;
    co_await tick{};
    if constexpr (noisy n("n"); constexpr bool small = size < 4)
      co_return *place;
    else
      co_await tick{};
    co_return 1 + *place;
  }
  co_return 1;
}
int main() {
  say("%d", run(known()));
  say("%d", run(e(5)));
  say("%d", run(e('c')));
  say("%d", run(a(1)));
  say("%d", run(a('c')));
  say("%d", run(b(1)));
  say("%d", run(b('c')));
  say("%d", run(c(1)));
  say("%d", run(d(1)));
  say("%d", run(d('c')));
}
