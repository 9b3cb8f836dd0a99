// RUN: %check-behaviour %s

// Loops in loops in loops, with break and continue at each depth.
#include "support.h"

task<int> work() {
  int turns = 0;
  for (int i = 0; i < 3; ++i) {
    noisy outer("outer" + std::to_string(i));
    int j = 0;
    while (j < 3) {
      noisy middle("middle" + std::to_string(j++));
      if (i == 1 && j == 2)
        break;
      for (int k : {0, 1, 2}) {
        if (k == 1)
          continue;
        noisy inner("inner" + std::to_string(k));
        co_await tick{};
        ++turns;
        if (i == 2)
          co_return turns;
      }
      co_await tick{};
    }
  }
  co_return -1;
}

int main() {
  destroy_at_every_point([] { return work(); });
  say("%d", run(work()));
}
