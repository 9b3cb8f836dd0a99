// RUN: %check-behaviour %s

// Each step of the ramp throws in turn: what was built is destroyed in reverse and the exception leaves the ramp; from
// the body on, unhandled_exception is called.
#include "support.h"

enum stage { nothing, constructor, return_object, initial_suspend, await_ready, await_suspend, body };
stage failing_stage;
void at(stage s, const char *name) {
  say("%s", name);
  if (s == failing_stage)
    throw error(name);
}

struct start {
  noisy mine{"awaiter"};
  bool await_ready() {
    at(stage::await_ready, "await_ready");
    return false;
  }
  bool await_suspend(std::coroutine_handle<>) {
    at(stage::await_suspend, "await_suspend");
    return false;
  }
  void await_resume() { say("await_resume"); }
};

struct job {
  struct promise_type {
    noisy mine{"promise"};
    promise_type() { at(constructor, "constructor"); }
    static void *operator new(std::size_t size) {
      say("new");
      return ::operator new(size);
    }
    static void operator delete(void *p) {
      say("delete(%d)", std::uncaught_exceptions());
      ::operator delete(p);
    }
    job get_return_object() {
      at(return_object, "get_return_object");
      return {};
    }
    start initial_suspend() {
      at(stage::initial_suspend, "initial_suspend");
      return {};
    }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { say("unhandled_exception(%d)", std::uncaught_exceptions()); }
  };
};

[[gnu::noinline]] job work(argument) {
  noisy local("local");
  at(body, "body");
  co_await tick{};
  say("end");
}

int main() {
  for (stage s : {nothing, constructor, return_object, initial_suspend, await_ready, await_suspend, body}) {
    failing_stage = s;
    say("== %d", s);
    guarded([] { work("a"); });
    drain();
  }
}
