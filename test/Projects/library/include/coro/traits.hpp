#pragma once
#include <concepts>
#include <coroutine>
#include <type_traits>
#include <utility>

/// A header-only library of coroutine types, in the style of the well-known
/// ones.
namespace coro {

namespace detail {
template <class T> inline constexpr bool is_handle = false;
template <class Promise>
inline constexpr bool is_handle<std::coroutine_handle<Promise>> = true;

template <class T>
concept suspend_result =
    std::is_void_v<T> || std::same_as<T, bool> || is_handle<T>;

template <class T>
concept has_member_co_await =
    requires(T &&x) { static_cast<T &&>(x).operator co_await(); };
template <class T>
concept has_free_co_await =
    requires(T &&x) { operator co_await(static_cast<T &&>(x)); };
} // namespace detail

template <class T>
concept awaiter = requires(T &x, std::coroutine_handle<> h) {
  { x.await_ready() } -> std::convertible_to<bool>;
  { x.await_suspend(h) } -> detail::suspend_result;
  x.await_resume();
};

/// What 'co_await x' waits with.
template <class T> decltype(auto) get_awaiter(T &&x) {
  if constexpr (detail::has_member_co_await<T>)
    return static_cast<T &&>(x).operator co_await();
  else if constexpr (detail::has_free_co_await<T>)
    return operator co_await(static_cast<T &&>(x));
  else
    return static_cast<T &&>(x);
}

template <class T>
using awaiter_t = decltype(coro::get_awaiter(std::declval<T>()));

template <class T>
concept awaitable = awaiter<std::remove_reference_t<awaiter_t<T>>>;

template <awaitable T>
using await_result_t = decltype(std::declval<awaiter_t<T> &>().await_resume());

template <class T, class R>
concept awaitable_of =
    awaitable<T> && std::convertible_to<await_result_t<T>, R>;

/// Stands for void where a value is needed.
struct unit {
  friend bool operator==(unit, unit) = default;
};
template <class T>
using or_unit = std::conditional_t<std::is_void_v<T>, unit, T>;

} // namespace coro
