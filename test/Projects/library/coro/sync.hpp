#pragma once
#include "task.hpp"
#include <cstddef>
#include <deque>
#include <tuple>
#include <vector>

namespace coro {

/// Lets one coroutine at a time pass; the others wait in order.
class mutex {
public:
  class [[nodiscard]] guard {
  public:
    explicit guard(mutex *m) noexcept : owner(m) {}
    guard(guard &&other) noexcept : owner(std::exchange(other.owner, nullptr)) {}
    ~guard() {
      if (owner)
        owner->unlock();
    }

  private:
    mutex *owner;
  };
  auto lock() noexcept {
    struct awaiter {
      mutex &m;
      bool await_ready() noexcept { return !std::exchange(m.locked, true); }
      void await_suspend(std::coroutine_handle<> h) { m.waiting.push_back(h); }
      guard await_resume() noexcept { return guard(&m); }
    };
    return awaiter{*this};
  }
  void unlock() {
    if (waiting.empty()) {
      locked = false;
      return;
    }
    auto next = waiting.front();
    waiting.pop_front();
    next.resume();
  }

private:
  bool locked = false;
  std::deque<std::coroutine_handle<>> waiting;
};

/// Everybody waits until it is set.
class event {
public:
  bool await_ready() const noexcept { return is_set; }
  void await_suspend(std::coroutine_handle<> h) { waiting.push_back(h); }
  void await_resume() const noexcept {}
  void set() {
    is_set = true;
    for (auto h : std::exchange(waiting, {}))
      h.resume();
  }

private:
  bool is_set = false;
  std::vector<std::coroutine_handle<>> waiting;
};

namespace detail {
struct latch {
  std::size_t left;
  std::coroutine_handle<> waiting;
  void arrive() {
    if (--left == 0 && waiting)
      waiting.resume();
  }
  bool await_ready() const noexcept { return left == 0; }
  void await_suspend(std::coroutine_handle<> h) noexcept { waiting = h; }
  void await_resume() const noexcept {}
};

/// Runs by itself.
struct detached {
  struct promise_type {
    detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

template <class T> detached run_to(latch &all, task<T> &one) {
  co_await one.when_ready();
  all.arrive();
}
} // namespace detail

/// The values of all of them, which run at the same time.
template <class... T> task<std::tuple<T...>> when_all(task<T>... tasks) {
  detail::latch all{sizeof...(tasks) + 1, {}};
  (detail::run_to(all, tasks), ...);
  --all.left;
  co_await all;
  co_return std::tuple<T...>(tasks.take()...);
}

template <class T> task<std::vector<T>> when_all(std::vector<task<T>> tasks) {
  detail::latch all{tasks.size() + 1, {}};
  for (auto &each : tasks)
    detail::run_to(all, each);
  --all.left;
  co_await all;
  std::vector<T> results;
  results.reserve(tasks.size());
  for (auto &each : tasks)
    results.push_back(each.take());
  co_return results;
}

/// Runs `f` under the lock.
template <class F> auto locked(mutex &m, F f) -> task<decltype(f())> {
  auto guard = co_await m.lock();
  co_return f();
}

} // namespace coro
