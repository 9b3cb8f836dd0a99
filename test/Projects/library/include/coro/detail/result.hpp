#pragma once
#include <coroutine>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

namespace coro::detail {

/// What a coroutine came to: the part of a promise that has the value or the
/// exception.
template <class T> class result {
public:
  template <class U = T>
    requires std::is_constructible_v<T, U &&>
  void
  return_value(U &&value) noexcept(std::is_nothrow_constructible_v<T, U &&>) {
    what.template emplace<1>(std::forward<U>(value));
  }
  void unhandled_exception() noexcept {
    what.template emplace<2>(std::current_exception());
  }
  T &get() & {
    rethrow();
    return std::get<1>(what);
  }
  T &&get() && {
    rethrow();
    return std::move(std::get<1>(what));
  }

protected:
  void rethrow() const {
    if (what.index() == 2)
      std::rethrow_exception(std::get<2>(what));
  }

private:
  std::variant<std::monostate, T, std::exception_ptr> what;
};

template <class T> class result<T &> {
public:
  void return_value(T &value) noexcept { what = std::addressof(value); }
  void unhandled_exception() noexcept { what = std::current_exception(); }
  T &get() const {
    if (auto *error = std::get_if<std::exception_ptr>(&what))
      std::rethrow_exception(*error);
    return *std::get<T *>(what);
  }

private:
  std::variant<T *, std::exception_ptr> what;
};

template <> class result<void> {
public:
  void return_void() noexcept {}
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void get() const {
    if (error)
      std::rethrow_exception(error);
  }

private:
  std::exception_ptr error;
};

/// Owns a coroutine.
template <class Promise> class owner {
public:
  owner() = default;
  explicit owner(Promise &promise) noexcept
      : handle(std::coroutine_handle<Promise>::from_promise(promise)) {}
  owner(owner &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  owner &operator=(owner other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~owner() {
    if (handle)
      handle.destroy();
  }
  explicit operator bool() const noexcept { return bool(handle); }
  std::coroutine_handle<Promise> get() const noexcept { return handle; }
  Promise &promise() const noexcept { return handle.promise(); }

private:
  std::coroutine_handle<Promise> handle;
};

/// The part of a promise that a single other coroutine waits for, which is run
/// when this one has ended.
template <class Derived> struct continued {
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Derived> h) noexcept {
      return static_cast<continued &>(h.promise()).continuation;
    }
    [[noreturn]] void await_resume() noexcept { std::terminate(); }
  };
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::suspend_always initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
};

} // namespace coro::detail
