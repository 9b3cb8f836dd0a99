#pragma once
#include "task.hpp"

namespace coro {

namespace detail {
template <class T> struct sync_task {
  struct promise_type {
    T *value = nullptr;
    std::exception_ptr error;
    bool done = false;
    sync_task get_return_object() noexcept { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct awaiter {
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<promise_type> h) const noexcept { h.promise().done = true; }
        void await_resume() const noexcept {}
      };
      return awaiter{};
    }
    std::suspend_always yield_value(T &&result) noexcept {
      value = std::addressof(result);
      done = true;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> handle;
};
struct nothing {};

template <class T, class Awaitable> sync_task<T> make_sync(Awaitable &&awaited) {
  co_yield co_await std::forward<Awaitable>(awaited);
}
template <class Awaitable> sync_task<nothing> make_sync_void(Awaitable &&awaited) {
  co_await std::forward<Awaitable>(awaited);
  co_yield nothing{};
}
} // namespace detail

/// Runs `awaited` with `pump`, which is called until it is done.
template <class T, class Pump> T sync_wait(task<T> awaited, Pump pump) {
  auto wait = [&] {
    if constexpr (std::is_void_v<T>)
      return detail::make_sync_void(std::move(awaited));
    else
      return detail::make_sync<T>(std::move(awaited));
  }();
  struct owner {
    decltype(wait) &owned;
    ~owner() { owned.handle.destroy(); }
  } owner{wait};
  auto &promise = wait.handle.promise();
  wait.handle.resume();
  while (!promise.done && pump())
    ;
  if (promise.error)
    std::rethrow_exception(promise.error);
  if constexpr (!std::is_void_v<T>)
    return std::move(*promise.value);
}

} // namespace coro
