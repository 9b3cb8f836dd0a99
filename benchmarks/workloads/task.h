// Coroutine types as a program or a small library has them.
#pragma once

#include <coroutine>
#include <exception>
#include <iterator>
#include <optional>
#include <utility>

/// On a coroutine type: the frame of a coroutine that is awaited where it is
/// called may be part of the caller's.
#define AWAIT_ELIDABLE
#if __has_cpp_attribute(clang::coro_await_elidable)
#undef AWAIT_ELIDABLE
#define AWAIT_ELIDABLE [[clang::coro_await_elidable]]
#endif

/// How a coroutine ended.
template <class T> class outcome {
public:
  template <class U> void return_value(U &&result) {
    value.emplace(std::forward<U>(result));
  }
  void unhandled_exception() noexcept { error = std::current_exception(); }
  T take() {
    if (error)
      std::rethrow_exception(std::move(error));
    return std::move(*value);
  }

private:
  std::optional<T> value;
  std::exception_ptr error;
};
template <> class outcome<void> {
public:
  void return_void() noexcept {}
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void take() {
    if (error)
      std::rethrow_exception(std::move(error));
  }

private:
  std::exception_ptr error;
};

/// At the end of a coroutine: goes on with the one that awaits it.
struct continue_awaiting {
  bool await_ready() noexcept { return false; }
  template <class Promise>
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<Promise> ended) noexcept {
    return ended.promise().continuation;
  }
  void await_resume() noexcept {}
};

/// An asynchronous function. Runs when it is awaited.
template <class T = void> class [[nodiscard]] AWAIT_ELIDABLE task {
public:
  struct promise_type : outcome<T> {
    std::coroutine_handle<> continuation = std::noop_coroutine();

    task get_return_object() { return task(handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    continue_awaiting final_suspend() noexcept { return {}; }
  };

  task() = default;
  task(task &&other) noexcept
      : coroutine(std::exchange(other.coroutine, nullptr)) {}
  task &operator=(task other) noexcept {
    std::swap(coroutine, other.coroutine);
    return *this;
  }
  ~task() {
    if (coroutine)
      coroutine.destroy();
  }

  /// What is not awaited by a coroutine is started, and asked when it is done.
  void start() { coroutine.resume(); }
  T result() { return coroutine.promise().take(); }
  T get() {
    start();
    return result();
  }

private:
  using handle = std::coroutine_handle<promise_type>;

  struct done_awaiter {
    handle coroutine;
    bool await_ready() noexcept { return coroutine.done(); }
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<> continuation) noexcept {
      coroutine.promise().continuation = continuation;
      return coroutine;
    }
    void await_resume() noexcept {}
  };
  struct awaiter : done_awaiter {
    T await_resume() { return this->coroutine.promise().take(); }
  };

public:
  awaiter operator co_await() && noexcept { return {{coroutine}}; }
  /// An await that leaves the result where it is.
  done_awaiter when_done() noexcept { return {coroutine}; }

private:
  explicit task(handle coroutine) : coroutine(coroutine) {}

  handle coroutine;
};

/// A sequence.
template <class T> class [[nodiscard]] generator {
public:
  struct promise_type {
    const T *current = nullptr;

    generator get_return_object() {
      return generator(handle::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const T &value) noexcept {
      current = &value;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };
  using handle = std::coroutine_handle<promise_type>;

  generator(generator &&other) noexcept
      : coroutine(std::exchange(other.coroutine, nullptr)) {}
  ~generator() {
    if (coroutine)
      coroutine.destroy();
  }

  class iterator {
  public:
    explicit iterator(handle coroutine) : coroutine(coroutine) {}
    const T &operator*() const { return *coroutine.promise().current; }
    iterator &operator++() {
      coroutine.resume();
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return coroutine.done(); }

  private:
    handle coroutine;
  };
  iterator begin() {
    coroutine.resume();
    return iterator(coroutine);
  }
  std::default_sentinel_t end() { return {}; }

private:
  explicit generator(handle coroutine) : coroutine(coroutine) {}

  handle coroutine;
};
