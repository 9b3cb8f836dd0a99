#pragma once
#include "async_generator.hpp"
#include "recursive_generator.hpp"
#include <functional>
#include <ranges>
#include <tuple>
#include <vector>

/// Adapters of ranges, lazily.
namespace coro::views {

template <std::ranges::input_range R, class F>
auto transform(R range, F f)
    -> generator<std::invoke_result_t<F &, std::ranges::range_reference_t<R>>> {
  for (auto &&each : range)
    co_yield std::invoke(f, std::forward<decltype(each)>(each));
}

template <std::ranges::input_range R,
          std::predicate<std::ranges::range_reference_t<R>> Keep>
auto filter(R range, Keep keep)
    -> generator<std::ranges::range_reference_t<R>> {
  for (auto &&each : range)
    if (keep(each))
      co_yield static_cast<std::ranges::range_reference_t<R>>(each);
}

template <std::weakly_incrementable T> generator<const T> iota(T from) {
  for (;; ++from)
    co_yield from;
}
template <std::weakly_incrementable T> generator<const T> iota(T from, T to) {
  for (auto i = from; i != to; ++i)
    co_yield i;
}

auto take(std::ranges::input_range auto range, std::integral auto n)
    -> generator<std::ranges::range_reference_t<decltype(range)>> {
  if (n <= 0)
    co_return;
  for (auto &&each : range) {
    co_yield static_cast<decltype(each)>(each);
    if (--n == 0)
      break;
  }
}

auto take_while(std::ranges::input_range auto range, auto keep)
    -> generator<std::ranges::range_reference_t<decltype(range)>> {
  auto it = range.begin();
  const auto end = range.end();
  for (; it != end && keep(*it); ++it)
    co_yield *it;
}

/// Pairs of number and value.
template <class R>
auto enumerate(R range, std::size_t from = 0)
    -> generator<std::pair<std::size_t, std::ranges::range_value_t<R>>> {
  for (auto &&each : range)
    co_yield std::pair<std::size_t, std::ranges::range_value_t<R>>(from++,
                                                                   each);
}

template <class A, class B>
auto zip(A as, B bs) -> generator<
    std::tuple<std::ranges::range_value_t<A>, std::ranges::range_value_t<B>>> {
  auto a = as.begin();
  auto b = bs.begin();
  for (; a != as.end() && b != bs.end(); ++a, ++b) {
    std::tuple<std::ranges::range_value_t<A>, std::ranges::range_value_t<B>>
        both{*a, *b};
    co_yield both;
  }
}

template <class R>
auto chunk(R range, std::size_t n)
    -> generator<std::vector<std::ranges::range_value_t<R>> &> {
  std::vector<std::ranges::range_value_t<R>> some;
  for (auto &&each : range) {
    some.push_back(each);
    if (some.size() < n)
      continue;
    co_yield some;
    some.clear();
  }
  if (!some.empty())
    co_yield some;
}

template <class R>
auto join(R ranges) -> generator<
    std::ranges::range_reference_t<std::ranges::range_reference_t<R>>> {
  for (auto &&range : ranges)
    for (auto &&each : range)
      co_yield static_cast<decltype(each)>(each);
}

/// The values given, one after the other.
template <class T, std::convertible_to<T>... U>
generator<T> just(T first, U... others) {
  co_yield first;
  for (T each : {static_cast<T>(others)...})
    co_yield each;
}

} // namespace coro::views

namespace coro {

/// Every value through 'f'.
template <class F, class T>
auto fmap(F f, recursive_generator<T> source)
    -> generator<std::invoke_result_t<F &, T &>> {
  for (auto &&value : source)
    co_yield f(static_cast<decltype(value)>(value));
}

/// Every value through 'f', which may give something to wait for.
template <class F, class T, class R = std::invoke_result_t<F &, T &>>
async_generator<R> fmap(F f, async_generator<T> source) {
  for (auto it = co_await source.begin(); it != source.end(); co_await ++it)
    co_yield f(*it);
}

} // namespace coro
