#pragma once
#include "generator.hpp"

namespace coro {

/// A generator that can yield another one of its kind: all of that one's
/// values.
template <class T> class [[nodiscard]] recursive_generator {
public:
  class promise_type {
  public:
    using value_type = std::remove_cvref_t<T>;
    using reference = std::conditional_t<std::is_reference_v<T>, T, T &>;
    using pointer = std::add_pointer_t<reference>;

    promise_type() noexcept : root(this), leaf(this) {}
    promise_type(const promise_type &) = delete;

    recursive_generator get_return_object() noexcept {
      return recursive_generator(*this);
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    template <class U> std::suspend_never await_transform(U &&) = delete;

    std::suspend_always
    yield_value(std::remove_reference_t<T> &value) noexcept {
      current = std::addressof(value);
      return {};
    }
    std::suspend_always
    yield_value(std::remove_reference_t<T> &&value) noexcept {
      current = std::addressof(value);
      return {};
    }
    auto yield_value(recursive_generator &inner) {
      return nested(*this, inner.coroutine);
    }
    auto yield_value(recursive_generator &&inner) {
      return nested(*this, inner.coroutine);
    }

    bool is_complete() const noexcept { return handle(*this).done(); }
    reference value() const noexcept {
      return static_cast<reference>(*leaf->current);
    }
    /// Runs the innermost one, and those outside of it whose inner ones have
    /// ended.
    void pull() {
      handle(*leaf).resume();
      while (leaf != this && leaf->is_complete()) {
        leaf = leaf->parent;
        handle(*leaf).resume();
      }
    }
    void rethrow() {
      if (error)
        std::rethrow_exception(std::exchange(error, {}));
    }

  private:
    static std::coroutine_handle<promise_type>
    handle(const promise_type &promise) noexcept {
      return std::coroutine_handle<promise_type>::from_promise(
          const_cast<promise_type &>(promise));
    }
    struct nested {
      promise_type *inner = nullptr;
      nested(promise_type &outer,
             const detail::owner<promise_type> &coroutine) {
        if (!coroutine)
          return;
        promise_type &promise = coroutine.promise();
        promise.root = outer.root;
        promise.parent = &outer;
        outer.root->leaf = &promise;
        promise.begin();
        if (promise.is_complete()) {
          outer.root->leaf = &outer;
          promise.rethrow();
        } else {
          inner = &promise;
        }
      }
      bool await_ready() const noexcept { return !inner; }
      void await_suspend(std::coroutine_handle<>) const noexcept {}
      void await_resume() const {
        if (inner)
          inner->rethrow();
      }
    };
    /// Until the first value, which an inner one may have.
    void begin() { handle(*this).resume(); }

    promise_type *root;
    promise_type *leaf;
    promise_type *parent = nullptr;
    std::remove_reference_t<T> *current = nullptr;
    std::exception_ptr error;
  };

  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using difference_type = std::ptrdiff_t;
    using value_type = typename promise_type::value_type;
    using reference = typename promise_type::reference;
    using pointer = typename promise_type::pointer;

    explicit iterator(promise_type *p = nullptr) noexcept : promise(p) {}
    friend bool operator==(const iterator &it,
                           std::default_sentinel_t) noexcept {
      return !it.promise || it.promise->is_complete();
    }
    iterator &operator++() {
      promise->pull();
      if (promise->is_complete())
        promise->rethrow();
      return *this;
    }
    void operator++(int) { ++*this; }
    reference operator*() const noexcept { return promise->value(); }

  private:
    promise_type *promise;
  };

  recursive_generator() = default;
  iterator begin() {
    if (!coroutine)
      return iterator();
    iterator first(&coroutine.promise());
    return ++first;
  }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  explicit recursive_generator(promise_type &promise) noexcept
      : coroutine(promise) {}
  detail::owner<promise_type> coroutine;
};

} // namespace coro
