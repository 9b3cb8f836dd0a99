// RUN: %check-behaviour %s

// An lvalue awaiter is neither copied nor moved, and keeps what happened to it.
#include "support.h"

struct counting {
  int calls = 0;
  noisy mine{"awaiter"};
  counting() = default;
  counting(const counting &) = delete;
  bool await_ready() {
    ++calls;
    return false;
  }
  void await_suspend(std::coroutine_handle<> h) {
    ++calls;
    event_loop.push_back(h);
  }
  int await_resume() { return ++calls; }
};

counting &pass(counting &c) {
  say("pass");
  return c;
}

task<> work(counting &outside) {
  counting inside;
  say("%d", co_await inside);
  say("%d", co_await outside);
  say("%d", co_await pass(inside));
  counting &alias = outside;
  say("%d", co_await alias);
}

int main() {
  counting c;
  run(work(c));
  say("%d", c.calls);
}
