#pragma once
#include "task.hpp"
#include <deque>
#include <memory>
#include <vector>

namespace coro {

template <class S>
concept scheduler = requires(S &s) {
  { s.schedule() } -> awaitable_of<void>;
};

/// Goes on at once.
class inline_scheduler {
public:
  std::suspend_never schedule() const noexcept { return {}; }
};

/// One after the other, each until it waits.
class round_robin {
public:
  class schedule_operation {
  public:
    explicit schedule_operation(round_robin &s) noexcept : self(s) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const {
      self.ready.push_back(h);
    }
    void await_resume() const noexcept {}

  private:
    round_robin &self;
  };
  [[nodiscard]] schedule_operation schedule() noexcept {
    return schedule_operation(*this);
  }
  [[nodiscard]] friend schedule_operation
  operator co_await(round_robin &self) noexcept {
    return self.schedule();
  }

  /// Runs the next one; false if there is none.
  bool run_one() {
    if (ready.empty())
      return false;
    auto next = ready.front();
    ready.pop_front();
    next.resume();
    return true;
  }
  auto pump() {
    return [this] { return run_one(); };
  }
  template <class Rep> task<> sleep(Rep turns) {
    for (Rep i{}; i < turns; ++i)
      co_await schedule();
  }

private:
  std::deque<std::coroutine_handle<>> ready;
};

/// Starts 'x' on 'on'.
template <scheduler S, awaitable A>
auto schedule_on(S &on, A x) -> task<await_result_t<A &&>> {
  co_await on.schedule();
  co_return co_await std::move(x);
}

/// Goes on on 'on' when 'x' has ended, well or not.
template <scheduler S, awaitable A>
auto resume_on(S &on, A x) -> task<std::decay_t<await_result_t<A &&>>> {
  std::exception_ptr error;
  try {
    if constexpr (std::is_void_v<await_result_t<A &&>>) {
      co_await std::move(x);
      co_await on.schedule();
      co_return;
    } else {
      auto value = co_await std::move(x);
      co_await on.schedule();
      co_return value;
    }
  } catch (...) {
    error = std::current_exception();
  }
  co_await on.schedule();
  std::rethrow_exception(error);
}

/// Coroutines that nobody waits for one by one.
class task_scope {
public:
  template <awaitable A> void spawn(A &&x) {
    [](task_scope &self, std::decay_t<A> x) -> detached {
      ++self.running;
      co_await std::move(x);
      self.leave();
    }(*this, std::forward<A>(x));
  }
  [[nodiscard]] auto join() noexcept {
    struct awaiter {
      task_scope &self;
      bool await_ready() const noexcept { return self.running == 0; }
      void await_suspend(std::coroutine_handle<> h) noexcept {
        self.joiner = h;
      }
      void await_resume() const noexcept {}
    };
    return awaiter{*this};
  }

private:
  struct detached {
    struct promise_type {
      detached get_return_object() const noexcept { return {}; }
      std::suspend_never initial_suspend() const noexcept { return {}; }
      std::suspend_never final_suspend() const noexcept { return {}; }
      void return_void() const noexcept {}
      [[noreturn]] void unhandled_exception() const noexcept {
        std::terminate();
      }
    };
  };
  void leave() {
    if (--running == 0 && joiner)
      std::exchange(joiner, {}).resume();
  }
  int running = 0;
  std::coroutine_handle<> joiner;
};

} // namespace coro
