// RUN: %check-behaviour %s

// await_suspend may destroy the coroutine: nothing of its frame is touched after that.
#include "support.h"

struct cancel {
  noisy mine{"cancel"};
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    say("destroying");
    h.destroy();
    say("destroyed");
  }
  void await_resume() { say("not reached"); }
};
struct cancel_true : cancel {
  bool await_suspend(std::coroutine_handle<> h) {
    cancel::await_suspend(h);
    return true;
  }
};
struct cancel_to_noop : cancel {
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    cancel::await_suspend(h);
    return std::noop_coroutine();
  }
};

task<> work(int how, argument) {
  noisy local("local");
  try {
    noisy inner("inner");
    if (how == 0)
      co_await cancel{};
    else if (how == 1)
      co_await cancel_true{};
    else
      co_await cancel_to_noop{};
  } catch (...) {
    say("not reached");
  }
}

int main() {
  for (int how : {0, 1, 2}) {
    task<> t = work(how, "a");
    std::exchange(t.handle, {}).resume();
    say("after");
  }
}
