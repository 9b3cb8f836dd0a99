#pragma once
#include "task.hpp"
#include <memory>
#include <optional>

namespace coro {

class stop_token {
public:
  stop_token() = default;
  explicit stop_token(std::shared_ptr<const bool> state) noexcept
      : state(std::move(state)) {}
  bool stop_requested() const noexcept { return state && *state; }

private:
  std::shared_ptr<const bool> state;
};

class stop_source {
public:
  stop_token token() const noexcept { return stop_token(state); }
  void request_stop() noexcept { *state = true; }

private:
  std::shared_ptr<bool> state = std::make_shared<bool>(false);
};

/// For 'co_await': the token of the job that asks, and whether it has to stop.
namespace this_job {
inline constexpr struct get_token_t {
} get_token;
inline constexpr struct stopped_t {
} stopped;
} // namespace this_job

/// A task that can be asked to stop.
template <class T> class [[nodiscard]] job {
public:
  class promise_type final : public detail::continued<promise_type>,
                             public detail::result<std::optional<T>> {
  public:
    // The token is the coroutine's first parameter, or that of a member
    // function its second.
    template <class... Args>
    explicit promise_type(const stop_token &token, Args &...) : token(token) {}
    template <class Self, class... Args>
    promise_type(Self &, const stop_token &token, Args &...)
        : promise_type(token) {}

    job get_return_object() noexcept { return job(*this); }
    auto await_transform(this_job::get_token_t) const noexcept {
      return ready_value<const stop_token &>{token};
    }
    auto await_transform(this_job::stopped_t) const noexcept {
      return ready_value<bool>{token.stop_requested()};
    }
    template <awaitable A> A &&await_transform(A &&x) const noexcept {
      return static_cast<A &&>(x);
    }

    template <class V> struct ready_value : std::suspend_never {
      V value;
      explicit ready_value(V v) noexcept : value(v) {}
      V await_resume() const noexcept { return value; }
    };

  private:
    stop_token token;
  };

  auto operator co_await() const && noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> h;
      bool await_ready() const noexcept { return h.done(); }
      auto await_suspend(std::coroutine_handle<> awaiting) const noexcept {
        h.promise().continuation = awaiting;
        return h;
      }
      std::optional<T> await_resume() const {
        return std::move(h.promise()).get();
      }
    };
    return awaiter{coroutine.get()};
  }

private:
  explicit job(promise_type &promise) noexcept : coroutine(promise) {}
  detail::owner<promise_type> coroutine;
};

} // namespace coro
