// RUN: %check-behaviour %s

// A coroutine that runs and fails inside a destructor that runs because of another exception.
#include "support.h"

task<> work(bool fails) {
  noisy local("local");
  co_await std::suspend_always{};
  try {
    noisy inner("inner");
    if (fails)
      throw error("inside");
  } catch (const error &e) {
    say("caught %s, uncaught %d", e.what(), std::uncaught_exceptions());
  }
  co_await std::suspend_always{};
  say("end, uncaught %d", std::uncaught_exceptions());
}

struct resumes {
  task<> &t;
  ~resumes() {
    t.resume();
    t.resume();
  }
};

int main() {
  for (bool fails : {false, true}) {
    task<> t = work(fails);
    t.resume();
    guarded([&] {
      resumes guard{t};
      throw error("outside");
    });
    say("done %d", t.done());
  }
}
