#pragma once
#include "check.hpp"
#include <coro/generator.hpp>
#include <coro/sync.hpp>
#include <coro/sync_wait.hpp>
#include <coro/when_all.hpp>
#include <string>
#include <vector>

/// What every source instantiates: there has to be one definition of each.
namespace shared {

template <class T> coro::task<T> twice(T x) {
  static int calls = 0;
  ++calls;
  co_await std::suspend_never{};
  say("twice, call %d", calls);
  co_return x + x;
}

inline coro::task<int> sum(std::vector<int> values) {
  int total = 0;
  for (int each : values)
    total += co_await twice(each);
  co_return total;
}

/// Instantiated in main.cpp alone.
template <std::integral T> coro::task<T> fibonacci(T n) {
  if (n < 2)
    co_return n;
  auto a = co_await fibonacci<T>(n - 1);
  co_return a + co_await fibonacci<T>(n - 2);
}
extern template coro::task<int> fibonacci<int>(int);
extern template coro::task<long> fibonacci<long>(long);

/// A class template with coroutines as members; main.cpp has 'counter<int>'.
template <class T> class counter {
public:
  explicit counter(T start) : value(start) {}
  coro::generator<T> up_to(T end) {
    while (value != end)
      co_yield value++;
  }
  coro::task<T> next(coro::mutex &m);
  template <class F> coro::task<T> update(coro::mutex &m, F f);
  static coro::task<counter> make(T start) { co_return counter(start); }

private:
  T value;
};
template <class T> coro::task<T> counter<T>::next(coro::mutex &m) {
  auto lock = co_await m.scoped_lock_async();
  co_return value++;
}
template <class T>
template <class F>
auto counter<T>::update(coro::mutex &m, F f) -> coro::task<T> {
  co_await m.lock();
  value = f(value);
  T seen = value;
  m.unlock();
  co_return seen;
}
extern template class counter<int>;

inline auto add =
    []<class A, class B>(A a, B b) -> coro::task<std::common_type_t<A, B>> {
  co_await std::suspend_never{};
  co_return a + b;
};

template <class T>
inline const auto next_of =
    [](T x) -> coro::task<T> { co_return co_await add(x, T(1)); };

/// The same work everywhere.
inline coro::task<int> workout(int seed) {
  int result = co_await sum({seed, 2, 3});
  result += co_await fibonacci(seed + 5);
  counter<int> c(seed);
  coro::mutex m;
  result +=
      co_await c.next(m) + co_await c.update(m, [](int n) { return n * 10; });
  for (int each : c.up_to(seed * 10 + 13))
    result += each;
  result += co_await next_of<int>(seed);
  result += int((co_await add(std::string("so"), std::string("rt"))).size());
  auto [a, b] = co_await coro::when_all(twice(seed), twice(long(seed)));
  co_return result + a + int(b);
}

} // namespace shared
