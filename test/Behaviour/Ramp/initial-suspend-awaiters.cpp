// RUN: %check-behaviour %s

// initial_suspend with awaiters of every shape, each made and destroyed in time.
#include "support.h"

struct start {
  noisy mine;
  int kind;
  bool await_ready() noexcept {
    say("await_ready");
    return kind == 0;
  }
  bool await_suspend(std::coroutine_handle<> h) noexcept {
    say("await_suspend");
    if (kind == 1)
      return false;
    event_loop.push_back(h);
    return true;
  }
  void await_resume() noexcept { say("await_resume"); }
};

struct job {
  struct promise_type {
    int kind;
    promise_type(int k, argument &) : kind(k) {}
    job get_return_object() { return {}; }
    start initial_suspend() { return {"start", kind}; }
    start final_suspend() noexcept { return {"final", kind == 2 ? 1 : 0}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() {}
  };
};

job work(int, argument a) {
  say("body %s", a.name);
  co_return;
}

int main() {
  for (int kind : {0, 1, 2}) {
    say("== %d", kind);
    work(kind, "a");
    say("returned");
    drain();
  }
}
