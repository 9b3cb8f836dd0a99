// RUN: %check-behaviour %s

// return_value throws: unhandled_exception is called, the locals already destroyed as native.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_value(const noisy &n) {
      say("return_value %s", n.c_str());
      throw error("return_value");
    }
    void unhandled_exception() { say("unhandled(%d)", std::uncaught_exceptions()); }
  };
  std::coroutine_handle<promise_type> handle;
};

job work(bool caught) {
  noisy outer("outer");
  co_await std::suspend_always{};
  if (!caught)
    co_return noisy("result");
  try {
    noisy inner("inner");
    co_return noisy("result");
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  co_await std::suspend_always{};
  co_return outer;
}

int main() {
  for (bool caught : {false, true}) {
    job j = work(caught);
    while (!j.handle.done())
      j.handle.resume();
    j.handle.destroy();
  }
}
