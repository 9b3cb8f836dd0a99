// RUN: %check-behaviour %s

// await_suspend that returns bool: false goes on at once.
#include "support.h"

task<int> work() {
  int suspended = 0;
  for (bool b : {true, false, true, true, false}) {
    noisy scope(b ? "suspends" : "goes on");
    suspended += co_await maybe{b};
  }
  co_return suspended;
}

int main() {
  task<int> t = work();
  for (int i = 0; !t.done(); ++i) {
    say("-- step %d", i);
    step(t);
  }
  say("%d", t.await_resume());
}
