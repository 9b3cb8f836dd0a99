// RUN: %check-behaviour %s

// unhandled_exception throws on: the resumer gets it, and the coroutine is at its final suspend point.
#include "support.h"

struct job {
  struct promise_type {
    noisy mine{"promise"};
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_void() { say("return_void"); }
    void unhandled_exception() {
      say("unhandled_exception(%d)", std::uncaught_exceptions());
      throw;
    }
  };
  std::coroutine_handle<promise_type> handle;
};

job work(int turns, argument) {
  noisy local("local");
  for (int i = 0; i < turns; ++i) {
    noisy inner("inner");
    co_await std::suspend_always{};
  }
  if (turns < 3)
    throw error("body");
}

int main() {
  for (int turns : {0, 1, 2, 3}) {
    say("== %d", turns);
    job j = work(turns, "a");
    while (!j.handle.done())
      guarded([&] { j.handle.resume(); });
    say("done");
    j.handle.destroy();
  }
}
