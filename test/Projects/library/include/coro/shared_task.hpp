#pragma once
#include "detail/result.hpp"
#include "traits.hpp"
#include <cstddef>

namespace coro {

template <class T = void> class shared_task;

namespace detail {
struct shared_waiter {
  std::coroutine_handle<> continuation;
  shared_waiter *next = nullptr;
};

class shared_promise_base {
public:
  std::suspend_always initial_suspend() const noexcept { return {}; }
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <std::derived_from<shared_promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> h) const noexcept {
      shared_promise_base &promise = h.promise();
      promise.done = true;
      // The last of those that go on may destroy this coroutine.
      for (shared_waiter *each = std::exchange(promise.first, nullptr); each;)
        std::exchange(each, each->next)->continuation.resume();
    }
    void await_resume() const noexcept {}
  };
  final_awaiter final_suspend() const noexcept { return {}; }
  /// What to run while 'waiter' waits: the first one starts the coroutine.
  std::coroutine_handle<> enqueue(shared_waiter &waiter,
                                  std::coroutine_handle<> self) noexcept {
    *last = &waiter;
    last = &waiter.next;
    return std::exchange(started, true) ? std::noop_coroutine() : self;
  }
  bool is_done() const noexcept { return done; }

  std::size_t references = 1;

private:
  bool started = false;
  bool done = false;
  shared_waiter *first = nullptr;
  shared_waiter **last = &first;
};

template <class T>
struct shared_promise final : shared_promise_base, result<T> {
  shared_task<T> get_return_object() noexcept { return shared_task<T>(*this); }
};
} // namespace detail

/// Runs when it is awaited first; any number of copies and of others may wait
/// for the one value.
template <class T> class [[nodiscard]] shared_task {
public:
  using promise_type = detail::shared_promise<T>;

  shared_task() = default;
  shared_task(const shared_task &other) noexcept : coroutine(other.coroutine) {
    if (coroutine)
      ++coroutine.promise().references;
  }
  shared_task(shared_task &&other) noexcept
      : coroutine(std::exchange(other.coroutine, {})) {}
  shared_task &operator=(shared_task other) noexcept {
    std::swap(coroutine, other.coroutine);
    return *this;
  }
  ~shared_task() {
    if (coroutine && --coroutine.promise().references == 0)
      coroutine.destroy();
  }
  friend bool operator==(const shared_task &, const shared_task &) = default;

  auto operator co_await() const noexcept {
    struct awaiter : detail::shared_waiter {
      std::coroutine_handle<promise_type> coroutine;
      explicit awaiter(std::coroutine_handle<promise_type> h) noexcept
          : coroutine(h) {}
      bool await_ready() const noexcept {
        return coroutine.promise().is_done();
      }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<> h) noexcept {
        this->continuation = h;
        return coroutine.promise().enqueue(*this, coroutine);
      }
      decltype(auto) await_resume() { return coroutine.promise().get(); }
    };
    return awaiter(coroutine);
  }

private:
  friend promise_type;
  explicit shared_task(promise_type &promise) noexcept
      : coroutine(std::coroutine_handle<promise_type>::from_promise(promise)) {}
  std::coroutine_handle<promise_type> coroutine;
};

} // namespace coro
