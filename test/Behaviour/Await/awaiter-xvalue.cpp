// RUN: %check-behaviour %s

// An awaiter that is an xvalue, or const, is not moved either.
#include "support.h"

struct counting {
  int *calls;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    ++*calls;
    event_loop.push_back(h);
  }
  int await_resume() const & { return 1; }
  int await_resume() && { return 2; }
  ~counting() { say("~counting %d", *calls); }
  counting(const counting &) = delete;
  explicit counting(int *c) : calls(c) {}
};

task<> work(int *calls) {
  counting c(calls);
  const counting constant(calls);
  say("%d", co_await std::move(c));
  say("%d", co_await constant);
  say("%d", co_await static_cast<const counting &&>(constant));
  say("%d", co_await counting(calls));
  say("end");
}

int main() {
  int calls = 0;
  run(work(&calls));
}
