#pragma once
#include <coroutine>
#include <exception>
#include <iterator>
#include <memory>
#include <utility>

namespace coro {

/// A range of what the coroutine yields, by reference.
template <class T> class generator {
public:
  struct promise_type {
    std::add_pointer_t<T> current = nullptr;
    std::exception_ptr error;
    generator get_return_object() noexcept {
      return generator(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(std::remove_reference_t<T> &value) noexcept {
      current = std::addressof(value);
      return {};
    }
    std::suspend_always yield_value(std::remove_reference_t<T> &&value) noexcept {
      current = std::addressof(value);
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    template <class U> U &&await_transform(U &&) = delete;
  };
  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = std::remove_cvref_t<T>;
    explicit iterator(std::coroutine_handle<promise_type> h) noexcept : handle(h) {}
    iterator &operator++() {
      handle.resume();
      if (handle.promise().error)
        std::rethrow_exception(handle.promise().error);
      return *this;
    }
    std::remove_reference_t<T> &operator*() const noexcept { return *handle.promise().current; }
    bool operator==(std::default_sentinel_t) const noexcept { return !handle || handle.done(); }

  private:
    std::coroutine_handle<promise_type> handle;
  };

  generator(generator &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~generator() {
    if (handle)
      handle.destroy();
  }
  iterator begin() {
    iterator first(handle);
    return ++first;
  }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  explicit generator(std::coroutine_handle<promise_type> h) noexcept : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

template <class Range, class F> auto transform(Range range, F f) -> generator<decltype(f(*range.begin()))> {
  for (auto &&each : range)
    co_yield f(std::forward<decltype(each)>(each));
}

template <class Range, class Keep> auto filter(Range range, Keep keep) -> generator<decltype(*range.begin())> {
  for (auto &&each : range)
    if (keep(each))
      co_yield each;
}

template <class T> generator<const T> iota(T from, T to) {
  for (T i = from; i < to; ++i)
    co_yield i;
}

template <class A, class B> generator<std::pair<A, B>> zip(generator<A> as, generator<B> bs) {
  auto b = bs.begin();
  for (auto &a : as) {
    if (b == bs.end())
      co_return;
    std::pair<A, B> both{a, *b};
    co_yield both;
    ++b;
  }
}

} // namespace coro
