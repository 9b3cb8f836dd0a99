// RUN: %check-behaviour %s

// The body destroys its own coroutine through something it awaits, at several depths.
#include "support.h"

struct suicide : std::suspend_always {
  noisy mine{"suicide"};
  void await_suspend(std::coroutine_handle<> h) { h.destroy(); }
};
struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() {}
  };
};

job work(int depth, argument) {
  noisy a("a");
  if (depth == 0)
    co_await suicide{};
  for (;;) {
    noisy b("b");
    co_await tick{};
    try {
      noisy c("c");
      if (depth == 1)
        co_await suicide{};
      noisy("temporary"), co_await suicide{};
    } catch (...) {
      say("never");
    }
  }
}

int main() {
  for (int depth : {0, 1, 2}) {
    work(depth, "x");
    drain();
  }
}
