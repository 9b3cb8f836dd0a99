// RUN: %check-behaviour %s

// unhandled_exception throws another exception.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int n) { say("return %d", n); }
    void unhandled_exception() {
      try {
        throw;
      } catch (const std::exception &e) {
        throw error(std::string("replaced ") + e.what());
      }
    }
  };
  std::coroutine_handle<promise_type> handle;
};

job work(int n) {
  co_await std::suspend_always{};
  if (n)
    throw error("body");
  co_return n;
}

int main() {
  for (int n : {0, 1}) {
    job j = work(n);
    j.handle.resume();
    guarded([&] { j.handle.resume(); });
    say("done %d", j.handle.done());
    j.handle.destroy();
  }
}
