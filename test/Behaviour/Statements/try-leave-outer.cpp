// RUN: %check-behaviour %s

// Jumps out of a try block that also leave scopes around it: what stands further out stays alive.
#include "support.h"

task<> by_goto(int n) {
  noisy outer("outer");
  {
    noisy middle("middle");
    try {
      noisy inner("inner");
      co_await tick{};
      if (n)
        goto out;
    } catch (...) {
    }
    say("not left");
  }
out:
  say("%s", outer.c_str());
  co_await tick{};
}

task<> by_break(int n) {
  noisy outer("outer");
  for (int i = 0; i < 3; ++i) {
    noisy turn("turn");
    try {
      noisy inner("inner");
      co_await tick{};
      if (i == n)
        break;
      if (i == 0)
        continue;
      try {
        noisy innermost("innermost");
        if (n == 2)
          break;
        throw i;
      } catch (int) {
        noisy handler("handler");
        if (n == 3)
          break;
      }
    } catch (...) {
    }
    say("%s", outer.c_str());
  }
  say("%s", outer.c_str());
  co_await tick{};
}

int main() {
  for (int n : {0, 1, 2, 3, 4}) {
    say("n %d", n);
    run(by_goto(n));
    run(by_break(n));
  }
  destroy_at_every_point([] { return by_goto(1); });
  destroy_at_every_point([] { return by_break(1); });
}
