// RUN: %check-behaviour %s

// Code that is never reached, after co_return, break and throw.
#include "support.h"

task<int> work(int n) {
  noisy local("local");
  for (;;) {
    co_await tick{};
    if (n == 0) {
      co_return 1;
      say("never");
    }
    if (n == 1) {
      throw error("one");
      co_await tick{};
    }
    break;
    co_await ask(9);
  }
  co_return 2;
  co_await ask(10);
}

int main() {
  for (int n : {0, 1, 2})
    guarded([&] { say("%d", run(work(n))); });
}
