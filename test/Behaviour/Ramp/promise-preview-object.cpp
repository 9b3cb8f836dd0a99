// RUN: %check-behaviour %s

// A const member's promise is given a const object, a static member's none.
#include "support.h"

struct counter;
struct job {
  struct promise_type {
    explicit promise_type(counter &) { say("counter &"); }
    explicit promise_type(const counter &) { say("const counter &"); }
    promise_type(const counter &, int n) { say("const counter &, %d", n); }
    explicit promise_type(int n) { say("%d", n); }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct counter {
  int n = 1;
  job plain() {
    co_await tick{};
    say("plain %d", n++);
  }
  job constant() const {
    co_await tick{};
    say("constant %d", n);
  }
  job with(int m) && {
    co_await tick{};
    say("with %d", m);
  }
  static job none(int m) {
    co_await tick{};
    say("none %d", m);
  }
};

int main() {
  counter c;
  c.plain();
  c.constant();
  std::move(c).with(3);
  counter::none(4);
  drain();
}
