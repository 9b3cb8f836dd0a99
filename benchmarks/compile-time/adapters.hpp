// Coroutine templates as a library has them: what compile-time measures is the cost of their instances.
#pragma once
#include <coroutine>
#include <exception>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace adapters {

template <class T> class task {
public:
  struct promise_type {
    std::optional<T> value;
    std::exception_ptr error;
    std::coroutine_handle<> continuation = std::noop_coroutine();

    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct awaiter {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
          return h.promise().continuation;
        }
        void await_resume() noexcept {}
      };
      return awaiter();
    }
    template <class U> void return_value(U &&u) { value.emplace(std::forward<U>(u)); }
    void unhandled_exception() { error = std::current_exception(); }
  };

  explicit task(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  task(task &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~task() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
    handle.promise().continuation = waiting;
    return handle;
  }
  T await_resume() {
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return std::move(*handle.promise().value);
  }
  T run() {
    handle.resume();
    return await_resume();
  }

private:
  std::coroutine_handle<promise_type> handle;
};

template <class T> task<T> ready(T value) { co_return std::move(value); }

template <class A, class F> auto then(A first, F f) -> task<decltype(f(first.await_resume()))> {
  auto &&value = co_await std::move(first);
  co_return f(std::forward<decltype(value)>(value));
}

template <class F> auto retry(int times, F f) -> task<decltype(f().await_resume())> {
  while (true) {
    bool failed = false;
    try {
      co_return co_await f();
    } catch (...) {
      if (--times <= 0)
        throw;
      failed = true;
    }
    if (failed)
      co_await std::suspend_never();
  }
}

template <class T> task<std::vector<T>> in_turn(std::vector<task<T>> all) {
  std::vector<T> results;
  for (auto &each : all)
    results.push_back(co_await each);
  co_return results;
}

template <class... T> task<std::tuple<T...>> together(task<T>... all) {
  co_return std::tuple<T...>(co_await std::move(all)...);
}

} // namespace adapters
