// RUN: %check-behaviour %s

// The operand's temporaries die after return_value, then the locals, then comes final_suspend.
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
    void return_value(const noisy &n) { say("return_value %s", n.c_str()); }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
const noisy &same(const noisy &n) { return n; }

job work(bool deep, argument) {
  noisy outer("outer");
  if (deep) {
    for (int i = 0;; ++i) {
      noisy loop("loop");
      if (i == 1)
        co_return same(noisy("temporary"));
    }
  }
  co_return noisy("left") + co_await ready{noisy("right")};
}

int main() {
  for (bool deep : {true, false}) {
    job j = work(deep, "a");
    j.handle.resume();
    say("done %d", j.handle.done());
    j.handle.destroy();
  }
}
