// RUN: %check-behaviour %s

// await_suspend resumes the coroutine itself, on its own stack, to the next suspension or to the end.
#include "support.h"

struct resume_now {
  const char *name;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    const char *mine = name; // the awaiter may be gone
    say("resuming %s", mine);
    h.resume();
    say("resumed %s", mine);
  }
  void await_resume() { say("resume %s", name); }
};

task<> work(argument) {
  noisy local("local");
  {
    noisy inner("inner");
    co_await resume_now{"a"};
  }
  try {
    co_await resume_now{"b"};
    noisy last("last");
    co_await std::suspend_always{};
    throw error("c");
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  co_await resume_now{"d"};
}

int main() {
  task<> t = work("x");
  t.resume();
  say("-- suspended");
  t.resume();
  say("done %d", t.done());
}
