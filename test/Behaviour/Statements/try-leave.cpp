// RUN: %check-behaviour %s

// break, continue, goto and co_return out of try blocks and out of handlers.
#include "support.h"

task<int> work(int how) {
  int turns = 0;
  for (int i = 0; i < 3; ++i) {
    noisy loop("loop");
    try {
      noisy inner("inner");
      co_await tick{};
      ++turns;
      switch (how) {
      case 0:
        continue;
      case 1:
        goto out;
      case 2:
        co_return turns;
      default:
        if (i == 1)
          throw error("second turn");
      }
      if (how == 3)
        break;
    } catch (const error &) {
      if (how == 4)
        break;
      if (how == 5)
        co_return -turns;
      if (how == 6)
        goto out;
      continue;
    }
    say("end of turn");
  }
  say("after the loop");
out:
  co_await tick{};
  co_return 10 + turns;
}

int main() {
  for (int how : {0, 1, 2, 3, 4, 5, 6, 7}) {
    say("== %d", how);
    say("%d", run(work(how)));
  }
}
