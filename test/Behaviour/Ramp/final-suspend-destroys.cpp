// RUN: %check-behaviour %s

// The final awaiter destroys its own coroutine, then goes on to another.
#include "support.h"

struct job {
  struct promise_type {
    noisy mine{"promise"};
    std::coroutine_handle<> next;
    explicit promise_type(std::coroutine_handle<> n) : next(n) {}
    struct final_awaiter {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        auto next = h.promise().next;
        say("done %d", h.done());
        h.destroy();
        return next;
      }
      void await_resume() noexcept {}
    };
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    final_awaiter final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

task<> after() {
  say("after 1");
  co_await std::suspend_always{};
  say("after 2");
}

job work(std::coroutine_handle<>) {
  noisy local("local");
  co_await tick{};
  say("work");
}

int main() {
  task<> t = after();
  work(t.handle);
  work(t.handle);
  drain();
}
