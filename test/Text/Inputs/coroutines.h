// Coroutine types and awaiters for the text tests: only what their lowered text is about.
#pragma once
#include <coroutine>
#include <switchback/annotate.h>

struct noisy {
  noisy(int);
  noisy(const noisy &);
  ~noisy();
  explicit operator bool() const;
  int size() const;
};

struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
};

struct generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int value);
    void return_void();
    void unhandled_exception();
  };
};

/// What read() gives is awaited.
struct read_operation {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
read_operation read(int from = 0);

struct tick {
  bool await_ready();
  bool await_suspend(std::coroutine_handle<>);
  void await_resume();
};

void use(int);
