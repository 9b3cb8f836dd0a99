// RUN: %check-behaviour %s

// An exception of the initial await_resume reaches unhandled_exception, in the ramp and when resumed later.
#include "support.h"

struct start {
  bool suspend;
  bool await_ready() { return !suspend; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  void await_resume() {
    say("await_resume");
    throw error("await_resume");
  }
};

struct job {
  struct promise_type {
    bool suspend;
    promise_type(argument &, bool s) : suspend(s) {}
    ~promise_type() { say("~promise"); }
    job get_return_object() { return {}; }
    start initial_suspend() { return {suspend}; }
    std::suspend_never final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_void() {}
    void unhandled_exception() { say("unhandled_exception(%d)", std::uncaught_exceptions()); }
  };
};

job work(argument a, bool) {
  noisy local(a.name);
  co_return;
}

int main() {
  for (bool suspend : {false, true}) {
    guarded([&] { work("a", suspend); });
    say("returned");
    drain();
  }
}
