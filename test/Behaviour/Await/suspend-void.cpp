// RUN: %check-behaviour %s

// await_suspend that returns void: always suspends.
#include "support.h"

task<int> work() {
  say("one");
  co_await tick{};
  say("two");
  co_await std::suspend_always{};
  say("three");
  int n = co_await later(3);
  co_return n;
}

int main() {
  task<int> t = work();
  for (int i = 0; !t.done(); ++i) {
    say("-- step %d", i);
    step(t);
  }
  say("%d", t.await_resume());
}
