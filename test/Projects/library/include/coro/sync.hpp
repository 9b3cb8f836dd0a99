#pragma once
#include "task.hpp"
#include <cstddef>
#include <deque>
#include <mutex>
#include <tuple>
#include <vector>

namespace coro {

class mutex;

/// Has a mutex and gives it back.
class [[nodiscard]] scoped_lock {
public:
  scoped_lock(mutex &m, std::adopt_lock_t) noexcept : owned(&m) {}
  scoped_lock(scoped_lock &&other) noexcept
      : owned(std::exchange(other.owned, nullptr)) {}
  scoped_lock &operator=(scoped_lock other) noexcept {
    std::swap(owned, other.owned);
    return *this;
  }
  ~scoped_lock() { unlock(); }
  void unlock();

private:
  mutex *owned;
};

/// Lets one coroutine at a time pass; the others wait in order.
class mutex {
public:
  mutex() = default;
  mutex(const mutex &) = delete;

  bool try_lock() noexcept { return !std::exchange(locked, true); }
  auto lock() noexcept { return lock_awaiter{*this}; }
  auto scoped_lock_async() noexcept {
    struct scoped : lock_awaiter {
      scoped_lock await_resume() const noexcept { return {m, std::adopt_lock}; }
    };
    return scoped{*this};
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
  struct lock_awaiter {
    mutex &m;
    bool await_ready() const noexcept { return m.try_lock(); }
    void await_suspend(std::coroutine_handle<> h) const {
      m.waiting.push_back(h);
    }
    void await_resume() const noexcept {}
  };
  bool locked = false;
  std::deque<std::coroutine_handle<>> waiting;
};

inline void scoped_lock::unlock() {
  if (auto *m = std::exchange(owned, nullptr))
    m->unlock();
}

/// Once it is set it stays so until it is reset.
class manual_reset_event {
public:
  explicit manual_reset_event(bool set = false) noexcept : is_set_(set) {}
  bool is_set() const noexcept { return is_set_; }
  void reset() noexcept { is_set_ = false; }
  void set() {
    is_set_ = true;
    for (auto each : std::exchange(waiting, {}))
      each.resume();
  }
  // Found where it is awaited by its argument's namespace.
  friend auto operator co_await(manual_reset_event &event) noexcept {
    struct awaiter {
      manual_reset_event &event;
      bool await_ready() const noexcept { return event.is_set_; }
      void await_suspend(std::coroutine_handle<> h) {
        event.waiting.push_back(h);
      }
      void await_resume() const noexcept {}
    };
    return awaiter{event};
  }

private:
  bool is_set_;
  std::vector<std::coroutine_handle<>> waiting;
};

/// Lets one pass each time it is set.
class auto_reset_event {
public:
  explicit auto_reset_event(bool set = false) noexcept : is_set(set) {}
  void set() {
    if (waiting.empty()) {
      is_set = true;
      return;
    }
    auto next = waiting.front();
    waiting.pop_front();
    next.resume();
  }
  void reset() noexcept { is_set = false; }

  class awaiter {
  public:
    explicit awaiter(auto_reset_event &e) noexcept : event(e) {}
    bool await_ready() const noexcept {
      return std::exchange(event.is_set, false);
    }
    void await_suspend(std::coroutine_handle<> h) const {
      event.waiting.push_back(h);
    }
    void await_resume() const noexcept {}

  private:
    auto_reset_event &event;
  };
  awaiter operator co_await() noexcept { return awaiter(*this); }

private:
  bool is_set;
  std::deque<std::coroutine_handle<>> waiting;
};

/// Waits until it was counted down often enough.
class latch {
public:
  explicit latch(std::ptrdiff_t count) noexcept
      : left(count), event(count <= 0) {}
  bool is_ready() const noexcept { return event.is_set(); }
  void count_down(std::ptrdiff_t n = 1) {
    left -= n;
    if (left <= 0 && !event.is_set())
      event.set();
  }

private:
  friend auto operator co_await(latch &l) noexcept {
    return operator co_await(l.event);
  }
  std::ptrdiff_t left;
  manual_reset_event event;
};

/// A queue of what others wait for; 'push' waits while it has no room.
template <class T, std::size_t Room = 1> class channel {
public:
  explicit channel(mutex &m) : guard(m) {}
  task<> push(T value);
  template <std::size_t N> task<std::size_t> push_all(T (&values)[N]) {
    std::size_t pushed = 0;
    for (T &each : values) {
      co_await push(std::move(each));
      ++pushed;
    }
    co_return pushed;
  }
  task<T> pop();

  /// As many as there are places in the tuple.
  template <class... U>
    requires(sizeof...(U) > 0 && (std::convertible_to<T, U> && ...))
  task<std::tuple<U...>> pop_some();

private:
  mutex &guard;
  std::deque<T> values;
  auto_reset_event filled;
  auto_reset_event emptied;
};

template <class T, std::size_t Room> task<> channel<T, Room>::push(T value) {
  for (;;) {
    {
      auto lock = co_await guard.scoped_lock_async();
      if (values.size() < Room) {
        values.push_back(std::move(value));
        break;
      }
    }
    co_await emptied;
  }
  filled.set();
}

template <class T, std::size_t Room> task<T> channel<T, Room>::pop() {
  while (true) {
    auto lock = co_await guard.scoped_lock_async();
    if (values.empty()) {
      lock.unlock();
      co_await filled;
      continue;
    }
    T value = std::move(values.front());
    values.pop_front();
    lock.unlock();
    emptied.set();
    co_return value;
  }
}

template <class T, std::size_t Room>
template <class... U>
  requires(sizeof...(U) > 0 && (std::convertible_to<T, U> && ...))
auto channel<T, Room>::pop_some() -> task<std::tuple<U...>> {
  std::vector<T> taken;
  while (taken.size() < sizeof...(U))
    taken.push_back(co_await pop());
  std::size_t next = 0;
  co_return std::tuple<U...>{static_cast<U>(std::move(taken[next++]))...};
}

} // namespace coro
