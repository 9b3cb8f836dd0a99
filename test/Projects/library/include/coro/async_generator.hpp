#pragma once
#include "detail/result.hpp"
#include "traits.hpp"
#include <iterator>

namespace coro {

/// A sequence of values that have to be waited for:
///   for (auto it = co_await g.begin(); it != g.end(); co_await ++it)
///   while (auto *value = co_await g.next())
template <class T> class [[nodiscard]] async_generator {
public:
  class promise_type;
  class iterator;

private:
  using handle_type = std::coroutine_handle<promise_type>;
  /// Gives control to who waits for a value.
  struct yield_awaiter {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(handle_type h) const noexcept {
      return h.promise().consumer;
    }
    void await_resume() const noexcept {}
  };
  /// Runs the coroutine until it has a value.
  struct advance {
    handle_type coroutine;
    bool await_ready() const noexcept { return !coroutine || coroutine.done(); }
    handle_type await_suspend(std::coroutine_handle<> awaiting) const noexcept {
      coroutine.promise().consumer = awaiting;
      return coroutine;
    }
    bool has_value() const {
      if (!coroutine)
        return false;
      coroutine.promise().rethrow();
      return !coroutine.done();
    }
  };

public:
  class promise_type {
  public:
    async_generator get_return_object() noexcept {
      return async_generator(*this);
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    yield_awaiter final_suspend() noexcept {
      current = nullptr;
      return {};
    }
    yield_awaiter yield_value(std::remove_reference_t<T> &value) noexcept {
      current = std::addressof(value);
      return {};
    }
    // A temporary of the whole co_yield-expression lives on while the coroutine
    // is suspended.
    yield_awaiter yield_value(std::remove_reference_t<T> &&value) noexcept {
      return yield_value(value);
    }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    std::remove_reference_t<T> *value() const noexcept { return current; }
    void rethrow() {
      if (error)
        std::rethrow_exception(std::exchange(error, {}));
    }

  private:
    friend yield_awaiter;
    friend advance;
    std::coroutine_handle<> consumer;
    std::remove_reference_t<T> *current = nullptr;
    std::exception_ptr error;
  };

  class iterator {
  public:
    explicit iterator(handle_type h = {}) noexcept : coroutine(h) {}
    auto operator++() noexcept {
      struct awaiter : advance {
        iterator &self;
        iterator &await_resume() {
          if (!this->has_value())
            self.coroutine = {};
          return self;
        }
      };
      return awaiter{{coroutine}, *this};
    }
    T &operator*() const noexcept { return *coroutine.promise().value(); }
    friend bool operator==(const iterator &, const iterator &) = default;

  private:
    handle_type coroutine;
  };

  async_generator() = default;
  auto begin() noexcept {
    struct awaiter : advance {
      iterator await_resume() {
        return this->has_value() ? iterator(this->coroutine) : iterator();
      }
    };
    return awaiter{{coroutine.get()}};
  }
  iterator end() const noexcept { return iterator(); }
  /// The next value, or nothing.
  auto next() noexcept {
    struct awaiter : advance {
      std::remove_reference_t<T> *await_resume() {
        return this->has_value() ? this->coroutine.promise().value() : nullptr;
      }
    };
    return awaiter{{coroutine.get()}};
  }

private:
  explicit async_generator(promise_type &promise) noexcept
      : coroutine(promise) {}
  detail::owner<promise_type> coroutine;
};

} // namespace coro
