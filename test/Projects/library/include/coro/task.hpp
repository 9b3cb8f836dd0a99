#pragma once
#include "detail/result.hpp"
#include "traits.hpp"
#include <stdexcept>

namespace coro {

template <class T = void> class task;

struct broken_promise : std::logic_error {
  broken_promise() : std::logic_error("broken promise") {}
};

namespace detail {
template <class T>
class task_promise final : public continued<task_promise<T>>, public result<T> {
public:
  task<T> get_return_object() noexcept;
};
} // namespace detail

/// Runs when it is awaited, once.
template <class T> class [[nodiscard]] task {
public:
  using promise_type = detail::task_promise<T>;
  using value_type = T;

  task() = default;
  bool is_ready() const noexcept {
    return !coroutine || coroutine.get().done();
  }

  auto operator co_await() const & noexcept {
    struct lvalue_awaiter : awaiter_base {
      decltype(auto) await_resume() {
        this->check();
        return this->coroutine.promise().get();
      }
    };
    return lvalue_awaiter{{coroutine.get()}};
  }
  auto operator co_await() const && noexcept {
    struct rvalue_awaiter : awaiter_base {
      decltype(auto) await_resume() {
        this->check();
        if constexpr (std::is_object_v<T>)
          return T(std::move(this->coroutine.promise()).get());
        else
          return this->coroutine.promise().get();
      }
    };
    return rvalue_awaiter{{coroutine.get()}};
  }
  /// Waits for the end and leaves the value where it is.
  auto when_ready() const noexcept {
    struct ready_awaiter : awaiter_base {
      void await_resume() const noexcept {}
    };
    return ready_awaiter{{coroutine.get()}};
  }

private:
  friend promise_type;
  explicit task(promise_type &promise) noexcept : coroutine(promise) {}

  struct awaiter_base {
    std::coroutine_handle<promise_type> coroutine;
    bool await_ready() const noexcept { return !coroutine || coroutine.done(); }
    std::coroutine_handle<promise_type>
    await_suspend(std::coroutine_handle<> awaiting) noexcept {
      coroutine.promise().continuation = awaiting;
      return coroutine;
    }
    void check() const {
      if (!coroutine)
        throw broken_promise{};
    }
  };

  detail::owner<promise_type> coroutine;
};

template <class T>
task<T> detail::task_promise<T>::get_return_object() noexcept {
  return task<T>(*this);
}

/// A task that gives what 'x' gives.
template <awaitable A> auto make_task(A x) -> task<await_result_t<A &&>> {
  co_return co_await static_cast<A &&>(x);
}

/// A task that gives 'value'.
template <class T> task<T> ready(T value) { co_return std::move(value); }
inline task<> ready() { co_return; }

} // namespace coro
