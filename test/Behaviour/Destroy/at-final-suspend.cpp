// RUN: %check-behaviour %s

// At the final suspend point only the promise and the parameters are left, however the body ended.
#include "support.h"

struct job {
  struct promise_type {
    noisy mine{"promise"};
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    struct final_awaiter : std::suspend_always {
      ~final_awaiter() { say("~final_awaiter"); }
    };
    final_awaiter final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() { say("unhandled"); }
  };
  std::coroutine_handle<promise_type> handle;
};

job work(int how, argument) {
  noisy outer("outer");
  co_await std::suspend_never{};
  if (how == 0)
    co_return;
  noisy inner("inner");
  if (how == 1)
    throw error("thrown");
}

int main() {
  for (int how : {0, 1, 2}) {
    job j = work(how, "a");
    say("done %d", j.handle.done());
    j.handle.destroy();
  }
}
