#pragma once
#include "detail/result.hpp"
#include "traits.hpp"
#include <cstddef>
#include <iterator>
#include <ranges>

namespace coro {

template <class T> class generator;

namespace detail {
/// What every kind of generator's promise has; 'Derived' says what the object
/// is.
template <class Derived, class T> class yielding {
public:
  using value_type = std::remove_cvref_t<T>;
  using reference = std::conditional_t<std::is_reference_v<T>, T, T &>;
  using pointer = std::add_pointer_t<reference>;

  std::suspend_always initial_suspend() const noexcept { return {}; }
  std::suspend_always final_suspend() const noexcept { return {}; }
  // Not for a reference to something constant: both would be the same.
  template <class U = T>
    requires(!std::is_rvalue_reference_v<U>)
  std::suspend_always yield_value(std::remove_reference_t<U> &value) noexcept {
    current = std::addressof(value);
    return {};
  }
  std::suspend_always yield_value(std::remove_reference_t<T> &&value) noexcept {
    current = std::addressof(value);
    return {};
  }
  void return_void() const noexcept {}
  void unhandled_exception() { error = std::current_exception(); }
  template <class U> std::suspend_never await_transform(U &&) = delete;

  reference value() const noexcept { return static_cast<reference>(*current); }
  void rethrow() {
    if (error)
      std::rethrow_exception(std::exchange(error, {}));
  }

private:
  std::remove_reference_t<T> *current = nullptr;
  std::exception_ptr error;
};

template <class T>
struct generator_promise final : yielding<generator_promise<T>, T> {
  generator<T> get_return_object() noexcept;
};

template <class Promise> class generator_iterator {
public:
  using iterator_category = std::input_iterator_tag;
  using difference_type = std::ptrdiff_t;
  using value_type = typename Promise::value_type;
  using reference = typename Promise::reference;
  using pointer = typename Promise::pointer;

  generator_iterator() = default;
  explicit generator_iterator(std::coroutine_handle<Promise> h) noexcept
      : coroutine(h) {}
  friend bool operator==(const generator_iterator &it,
                         std::default_sentinel_t) noexcept {
    return !it.coroutine || it.coroutine.done();
  }
  generator_iterator &operator++() {
    coroutine.resume();
    if (coroutine.done())
      coroutine.promise().rethrow();
    return *this;
  }
  void operator++(int) { ++*this; }
  reference operator*() const noexcept { return coroutine.promise().value(); }
  pointer operator->() const noexcept { return std::addressof(operator*()); }

private:
  std::coroutine_handle<Promise> coroutine;
};
} // namespace detail

/// A range of what the coroutine yields.
template <class T>
class [[nodiscard]] generator : public std::ranges::view_base {
public:
  using promise_type = detail::generator_promise<T>;
  using iterator = detail::generator_iterator<promise_type>;

  generator() = default;
  iterator begin() {
    if (!coroutine)
      return {};
    iterator first(coroutine.get());
    return ++first;
  }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  friend promise_type;
  explicit generator(promise_type &promise) noexcept : coroutine(promise) {}
  detail::owner<promise_type> coroutine;
};

template <class T>
generator<T> detail::generator_promise<T>::get_return_object() noexcept {
  return generator<T>(*this);
}

} // namespace coro
