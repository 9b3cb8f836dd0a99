// RUN: %check-behaviour %s

// A destructor throws after return_value was called: unhandled_exception is called as well.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int n) { say("return_value %d", n); }
    void unhandled_exception() { say("unhandled"); }
  };
  std::coroutine_handle<promise_type> handle;
};

struct throws_at_end {
  ~throws_at_end() noexcept(false) { throw error("destructor"); }
};

job work() {
  noisy outer("outer");
  throws_at_end thrower;
  noisy inner("inner");
  co_await std::suspend_always{};
  co_return 1;
}

int main() {
  job j = work();
  j.handle.resume();
  j.handle.resume();
  say("done %d", j.handle.done());
  j.handle.destroy();
}
