#pragma once
#include "task.hpp"
#include <functional>

namespace coro {

namespace detail {
template <class F, class T> struct fmap_result : std::invoke_result<F, T> {};
template <class F, class T>
  requires std::is_void_v<T>
struct fmap_result<F, T> : std::invoke_result<F> {};
} // namespace detail
template <class F, class T>
using fmap_result_t = typename detail::fmap_result<F, T>::type;

/// 'f' of what 'x' gives.
template <class F, awaitable A>
  requires(!std::is_void_v<await_result_t<A &&>>) &&
          std::invocable<F, await_result_t<A &&>>
auto fmap(F f, A x) -> task<fmap_result_t<F, await_result_t<A &&>>> {
  co_return std::invoke(std::move(f), co_await std::move(x));
}
template <class F, awaitable A>
  requires std::is_void_v<await_result_t<A &&>> && std::invocable<F>
auto fmap(F f, A x) -> task<std::invoke_result_t<F>> {
  co_await std::move(x);
  co_return std::invoke(std::move(f));
}

/// For 'x | then(f)'.
template <class F> struct then {
  F f;
  explicit then(F f) : f(std::move(f)) {}
  template <awaitable A> friend auto operator|(A &&x, then self) {
    return fmap(std::move(self.f), std::forward<A>(x));
  }
};

/// Waits for what 'f' gives, too.
template <class F, awaitable A>
auto and_then(A x, F f)
    -> task<await_result_t<std::invoke_result_t<F, await_result_t<A &&>>>> {
  auto &&value = co_await std::move(x);
  co_return co_await f(std::forward<decltype(value)>(value));
}

/// What 'f' makes of an exception of type 'E' in place of it.
template <class E, awaitable A, class F>
auto or_else(A x, F f) -> task<await_result_t<A &&>> {
  std::exception_ptr caught;
  try {
    co_return co_await std::move(x);
  } catch (const E &) {
    caught = std::current_exception();
  }
  try {
    std::rethrow_exception(caught);
  } catch (const E &error) {
    co_return f(error);
  }
}

/// Calls each with what the one before gave.
template <class T> task<T> pipeline(T value) { co_return value; }
template <class T, class F, class... Rest>
auto pipeline(T value, F f, Rest... rest) {
  return
      [](T value, F f, Rest... rest) -> decltype(pipeline(f(value), rest...)) {
        co_return co_await pipeline(f(std::move(value)), std::move(rest)...);
      }(std::move(value), std::move(f), std::move(rest)...);
}

} // namespace coro
