// A lazy sequence for range-for.
#pragma once
#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <utility>

namespace chat {

template <class T> class [[nodiscard]] generator {
public:
  class promise_type {
  public:
    generator get_return_object() { return generator(*this); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(const T &value) noexcept {
      current = std::addressof(value);
      return {};
    }
    void return_void() const noexcept {}
    void unhandled_exception() { throw; }
    /// A sequence must not wait for anything.
    void await_transform() = delete;

  private:
    friend generator;
    const T *current = nullptr;
  };

  class iterator {
  public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    const T &operator*() const { return *coroutine.promise().current; }
    iterator &operator++() {
      coroutine.resume();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return coroutine.done(); }

  private:
    friend generator;
    explicit iterator(std::coroutine_handle<promise_type> handle)
        : coroutine(handle) {}
    std::coroutine_handle<promise_type> coroutine;
  };

  generator(generator &&other) noexcept
      : coroutine(std::exchange(other.coroutine, {})) {}
  ~generator() {
    if (coroutine)
      coroutine.destroy();
  }

  iterator begin() {
    coroutine.resume();
    return iterator(coroutine);
  }
  std::default_sentinel_t end() const { return {}; }

private:
  explicit generator(promise_type &promise)
      : coroutine(std::coroutine_handle<promise_type>::from_promise(promise)) {}
  std::coroutine_handle<promise_type> coroutine;
};

} // namespace chat
