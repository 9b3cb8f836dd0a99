// RUN: %check-behaviour %s

// await_suspend that returns a handle: another coroutine's, its own, or the no-op one.
#include "support.h"

struct to_self {
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) { return h; }
  int await_resume() { return 5; }
};

task<> other() {
  for (int i = 0;; ++i) {
    say("other %d", i);
    co_await std::suspend_always{};
  }
}

task<int> work(std::coroutine_handle<> next) {
  noisy local("local");
  say("self %d", co_await to_self{});
  co_await switch_to{next};
  say("back");
  co_await switch_to{std::noop_coroutine()};
  say("back again");
  co_return co_await to_self{};
}

int main() {
  task<> o = other();
  task<int> t = work(o.handle);
  while (!t.done()) {
    say("-- resume");
    t.resume();
  }
  say("%d", t.await_resume());
}
