// RUN: %check-behaviour %s

// A suspended coroutine destroyed because an exception passes through its owner.
#include "support.h"

task<> work(argument) {
  noisy outer("outer");
  for (;;) {
    noisy inner("inner");
    co_await std::suspend_always{};
  }
}

int main() {
  guarded([] {
    task<> t = work("a");
    t.resume();
    t.resume();
    throw error("outside");
  });
}
