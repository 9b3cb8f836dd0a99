// An await of many tasks.
#pragma once

#include "task.h"
#include <cstddef>
#include <span>

/// A coroutine that nobody awaits.
struct detached {
  struct promise_type {
    detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
};

/// Awaited, starts all tasks and waits for them. They keep their results.
template <class T> class when_all {
public:
  explicit when_all(std::span<task<T>> tasks)
      : tasks(tasks), running(tasks.size()) {}

  bool await_ready() noexcept { return tasks.empty(); }
  bool await_suspend(std::coroutine_handle<> waiting) {
    continuation = waiting;
    ++running; // this function, until it has started all
    for (task<T> &each : tasks)
      run(each);
    return --running != 0;
  }
  void await_resume() noexcept {}

private:
  detached run(task<T> &each) {
    co_await each.when_done();
    if (--running == 0)
      continuation.resume();
  }

  std::span<task<T>> tasks;
  std::size_t running;
  std::coroutine_handle<> continuation;
};
