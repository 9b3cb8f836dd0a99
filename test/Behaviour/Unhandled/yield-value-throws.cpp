// RUN: %check-behaviour %s

// yield_value throws into the body.
#include "support.h"

struct stream {
  struct promise_type {
    int current = 0;
    stream get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int n) {
      if (n == 2)
        throw error("two");
      current = n;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { say("unhandled"); }
  };
  std::coroutine_handle<promise_type> handle;
};

stream numbers(bool careful) {
  for (int i = 0; i < 4; ++i) {
    noisy inner(std::to_string(i));
    try {
      co_yield i;
    } catch (const error &e) {
      say("caught %s", e.what());
      if (!careful)
        throw;
    }
  }
}

int main() {
  for (bool careful : {true, false}) {
    stream s = numbers(careful);
    for (s.handle.resume(); !s.handle.done(); s.handle.resume())
      say("value %d", s.handle.promise().current);
    s.handle.destroy();
  }
}
