// RUN: %check-behaviour %s

// while with awaits in the condition and the body, with break and continue, with a declared condition.
#include "support.h"

task<> work() {
  int i = 0;
  while (co_await ask(i) < 4) {
    noisy scope("scope");
    if (++i == 2)
      continue;
    if (i == 3)
      break;
    co_await tick{};
    say("i %d", i);
  }
  while (int left = 3 - i + co_await ask(0)) {
    say("never %d", left);
  }
  int n = 3;
  while (int left = co_await ask(--n)) {
    noisy scope("left");
    co_await tick{};
    say("left %d", left);
  }
  while (true) {
    co_await tick{};
    if (++n > 2)
      break;
  }
}

int main() { destroy_at_every_point([] { return work(); }); }
