// RUN: %check-behaviour %s

// Awaiters of odd kinds: final, with a virtual base, polymorphic, a union member, an empty one.
#include "support.h"

struct base {
  virtual ~base() { say("~base"); }
  virtual bool await_ready() { return false; }
  virtual void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  virtual int await_resume() { return 1; }
};
struct derived final : virtual base {
  int n;
  explicit derived(int value) : n(value) {}
  int await_resume() override { return n; }
};
struct empty {
  static constexpr bool await_ready() { return false; }
  static bool await_suspend(std::coroutine_handle<>) { return false; }
  static constexpr int await_resume() { return 3; }
};

task<> work(base &b) {
  say("%d", co_await base{});
  say("%d", co_await derived(2));
  say("%d", co_await empty{});
  say("%d", co_await b);
}

int main() {
  derived d(4);
  run(work(d));
}
