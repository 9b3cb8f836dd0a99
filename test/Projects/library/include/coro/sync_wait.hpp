#pragma once
#include "task.hpp"

namespace coro {

namespace detail {
template <class T> class sync_wait_task {
public:
  class promise_type {
  public:
    sync_wait_task get_return_object() noexcept {
      return sync_wait_task(*this);
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      finished = true;
      return {};
    }
    // The value stays where it is, in the suspended coroutine.
    std::suspend_always yield_value(T &&value) noexcept {
      result = std::addressof(value);
      return final_suspend();
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }

  private:
    friend sync_wait_task;
    bool finished = false;
    std::remove_reference_t<T> *result = nullptr;
    std::exception_ptr error;
  };

  void start() const { coroutine.get().resume(); }
  bool is_finished() const noexcept { return coroutine.promise().finished; }
  T &&get() const {
    auto &promise = coroutine.promise();
    if (promise.error)
      std::rethrow_exception(promise.error);
    return static_cast<T &&>(*promise.result);
  }

private:
  explicit sync_wait_task(promise_type &promise) noexcept
      : coroutine(promise) {}
  owner<promise_type> coroutine;
};

template <awaitable A>
sync_wait_task<or_unit<await_result_t<A>>> make_sync_wait_task(A &&x) {
  if constexpr (std::is_void_v<await_result_t<A>>)
    co_yield (co_await std::forward<A>(x), unit{});
  else
    co_yield co_await std::forward<A>(x);
}
} // namespace detail

struct deadlock : std::logic_error {
  deadlock() : std::logic_error("nothing left to run") {}
};

/// Runs 'x' to its end with 'pump', which runs something else and tells whether
/// it did.
template <awaitable A, std::predicate Pump>
auto sync_wait(A &&x, Pump &&pump) -> await_result_t<A &&> {
  auto task = detail::make_sync_wait_task(std::forward<A>(x));
  task.start();
  while (!task.is_finished())
    if (!pump())
      throw deadlock{};
  if constexpr (!std::is_void_v<await_result_t<A &&>>)
    return task.get();
  else
    task.get();
}

template <awaitable A> auto sync_wait(A &&x) -> await_result_t<A &&> {
  return sync_wait(std::forward<A>(x), [] { return false; });
}

} // namespace coro
