#pragma once
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>
#include <variant>

/// A small header-only library of coroutine types, in the style of the well-known ones.
namespace coro {

template <class T> class task;

namespace detail {
struct final_awaiter {
  bool await_ready() const noexcept { return false; }
  template <class Promise> std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> h) noexcept {
    auto next = h.promise().continuation;
    return next ? next : std::noop_coroutine();
  }
  void await_resume() noexcept {}
};

struct promise_base {
  std::coroutine_handle<> continuation;
  std::suspend_always initial_suspend() noexcept { return {}; }
  final_awaiter final_suspend() noexcept { return {}; }
};

template <class T> struct promise final : promise_base {
  std::variant<std::monostate, T, std::exception_ptr> result;
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&value) { result.template emplace<1>(std::forward<U>(value)); }
  void unhandled_exception() noexcept { result.template emplace<2>(std::current_exception()); }
  T take() {
    if (result.index() == 2)
      std::rethrow_exception(std::get<2>(result));
    return std::move(std::get<1>(result));
  }
};
template <> struct promise<void> final : promise_base {
  std::exception_ptr error;
  task<void> get_return_object() noexcept;
  void return_void() noexcept {}
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void take() {
    if (error)
      std::rethrow_exception(error);
  }
};
} // namespace detail

/// Runs when it is awaited.
template <class T = void> class [[nodiscard]] task {
public:
  using promise_type = detail::promise<T>;
  explicit task(std::coroutine_handle<promise_type> h) noexcept : handle(h) {}
  task(task &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  task &operator=(task &&other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~task() {
    if (handle)
      handle.destroy();
  }

  auto operator co_await() && noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> handle;
      bool await_ready() const noexcept { return handle.done(); }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
        handle.promise().continuation = awaiting;
        return handle;
      }
      T await_resume() { return handle.promise().take(); }
    };
    return awaiter{handle};
  }

  /// Awaits the end, not the value.
  auto when_ready() const noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> handle;
      bool await_ready() const noexcept { return handle.done(); }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
        handle.promise().continuation = awaiting;
        return handle;
      }
      void await_resume() noexcept {}
    };
    return awaiter{handle};
  }
  decltype(auto) take() { return handle.promise().take(); }

private:
  std::coroutine_handle<promise_type> handle;
};

namespace detail {
template <class T> task<T> promise<T>::get_return_object() noexcept {
  return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}
inline task<void> promise<void>::get_return_object() noexcept {
  return task<void>(std::coroutine_handle<promise>::from_promise(*this));
}
} // namespace detail

/// `f` of what `awaited` gives.
template <class Awaitable, class F> auto then(Awaitable awaited, F f) -> task<decltype(f(awaited.take()))> {
  using result = decltype(f(awaited.take()));
  if constexpr (std::is_void_v<result>) {
    f(co_await std::move(awaited));
  } else {
    co_return f(co_await std::move(awaited));
  }
}

/// A task that gives `value`.
template <class T> task<std::decay_t<T>> make_ready(T &&value) { co_return std::forward<T>(value); }
inline task<> make_ready() { co_return; }

} // namespace coro
