// RUN: %check-behaviour %s

// initial_suspend may transfer to another coroutine from inside the ramp.
#include "support.h"

std::coroutine_handle<> other;

struct start {
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
    event_loop.push_back(h);
    return other;
  }
  void await_resume() noexcept {}
};

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    start initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

task<> first() {
  for (int i = 0; i < 3; ++i) {
    say("first %d", i);
    co_await std::suspend_always{};
  }
}

job second(int n) {
  say("second %d", n);
  co_return;
}

int main() {
  task<> t = first();
  other = t.handle;
  second(1);
  say("between");
  second(2);
  other = std::noop_coroutine();
  second(3);
  drain();
}
