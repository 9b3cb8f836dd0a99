// A sequence that is computed as it is asked for.
#pragma once
#include <coroutine>
#include <exception>
#include <utility>

template <class T> class generator {
public:
  struct promise_type {
    T *value = nullptr;
    generator get_return_object() { return generator(handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T &next) noexcept {
      value = &next;
      return {};
    }
    std::suspend_always yield_value(T &&next) noexcept { return yield_value(next); }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };
  using handle = std::coroutine_handle<promise_type>;

  generator(generator &&other) noexcept : coroutine(std::exchange(other.coroutine, {})) {}
  ~generator() {
    if (coroutine)
      coroutine.destroy();
  }

  // The next value, or null at the end.
  T *next() {
    coroutine.resume();
    return coroutine.done() ? nullptr : coroutine.promise().value;
  }

private:
  explicit generator(handle coroutine) : coroutine(coroutine) {}
  handle coroutine;
};
