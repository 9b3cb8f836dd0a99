// RUN: %check-behaviour %s

// A jump out of a handler destroys the exception first, then the locals around the `try` statement.
#include "support.h"

task<int> returns() {
  noisy outer("outer");
  try {
    noisy inner("inner");
    co_await tick{};
    throw noisy("exception");
  } catch (...) {
    noisy local("local");
    if (outer.name == "outer")
      co_return 1;
  }
  say("unreachable");
  co_return 2;
}

task<> loops() {
  for (int i = 0; i < 2; ++i) {
    noisy outer("outer");
    for (;;) {
      noisy middle("middle");
      try {
        co_await tick{};
        throw noisy(i ? "continue" : "break");
      } catch (const noisy &e) {
        noisy local("local");
        if (i == 0)
          break;
        goto next;
      }
    }
    say("behind");
    continue;
  next:
    say("next");
  }
}

task<> nested() {
  noisy outer("outer");
  try {
    co_await tick{};
    throw noisy("first");
  } catch (noisy &) {
    try {
      throw noisy("second");
    } catch (noisy copy) {
      co_return;
    }
  }
}

int main() {
  run(returns());
  run(loops());
  run(nested());
}
