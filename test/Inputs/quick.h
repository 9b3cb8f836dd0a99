// A type whose coroutines start on the stack, and what they await.
#pragma once
#include "support.h"
#include <array>

/// A value, or the coroutine that makes it.
template <class T> struct quick {
  struct promise_type {
    using switchback_starts_on_stack = std::true_type;
    promise_type() {}
    quick switchback_completed() { return quick(value); }

    T value{};
    std::exception_ptr error;
    std::coroutine_handle<> continuation = std::noop_coroutine();

    quick get_return_object() { return quick(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    struct go_on {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    go_on final_suspend() noexcept { return {}; }
    void return_value(T given) noexcept { value = given; }
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
  using switchback_relocatable = std::true_type;

  explicit quick(T value) : value(value) {}
  explicit quick(std::coroutine_handle<promise_type> h) : coroutine(h) {}
  quick(quick &&other) noexcept : value(other.value), coroutine(std::exchange(other.coroutine, nullptr)) {}
  ~quick() {
    if (coroutine)
      coroutine.destroy();
  }

  bool await_ready() const noexcept { return !coroutine || coroutine.done(); }
  void await_suspend(std::coroutine_handle<> h) noexcept { coroutine.promise().continuation = h; }
  T await_resume() {
    if (!coroutine)
      return value;
    if (coroutine.promise().error)
      std::rethrow_exception(coroutine.promise().error);
    return coroutine.promise().value;
  }
  T value{};
  std::coroutine_handle<promise_type> coroutine;
};

/// Gives what it is told, later or at once.
inline std::deque<std::coroutine_handle<>> waiting;
struct answer {
  int n;
  bool ready;
  bool await_ready() const noexcept { return ready; }
  void await_suspend(std::coroutine_handle<> h) { waiting.push_back(h); }
  int await_resume() {
    if (n < 0)
      throw error("negative");
    return n;
  }
};
/// Goes on after all, or throws instead.
struct hesitates {
  int n;
  bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    say("hesitates");
    if (n == 0)
      throw error("cannot wait");
    return false;
  }
  int await_resume() { return n; }
};
struct hands_over {
  int n;
  bool await_ready() noexcept { return n == 0; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) { return h; }
  int await_resume() { return n; }
};
struct point {
  int x, y;
};

inline void go_on() {
  while (!waiting.empty()) {
    auto h = waiting.front();
    waiting.pop_front();
    say("wakes one");
    h.resume();
  }
}
template <class F> void see(const char *name, F make) {
  say("%s", name);
  try {
    quick<int> made = make();
    say(made.await_ready() ? "ready" : "waits");
    go_on();
    say("= %d", made.await_resume());
  } catch (const error &e) {
    say("! %s", e.what());
  }
}

