// RUN: %check-behaviour %s

// unhandled_exception runs inside the handler: there is a current exception, none is in flight.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      say("final_suspend: current %d, uncaught %d", std::current_exception() != nullptr, std::uncaught_exceptions());
      return {};
    }
    void return_void() {}
    void unhandled_exception() {
      say("unhandled: current %d, uncaught %d", std::current_exception() != nullptr, std::uncaught_exceptions());
      say("done %d", std::coroutine_handle<promise_type>::from_promise(*this).done());
    }
  };
  std::coroutine_handle<promise_type> handle;
};

job work() {
  noisy local("local");
  co_await std::suspend_always{};
  throw noisy("thrown");
}

int main() {
  job j = work();
  j.handle.resume();
  j.handle.resume();
  say("done %d, current %d", j.handle.done(), std::current_exception() != nullptr);
  j.handle.destroy();
}
