// RUN: %check-behaviour %s

// await_ready true: never suspended, await_suspend never called.
#include "support.h"

task<int> work() {
  int n = co_await ready{1};
  n += co_await ready{2};
  co_await std::suspend_never{};
  noisy a = co_await ready{noisy("a")};
  say("%d %s", n, a.c_str());
  co_return n;
}

int main() {
  task<int> t = work();
  t.resume();
  say("done %d", t.done());
}
