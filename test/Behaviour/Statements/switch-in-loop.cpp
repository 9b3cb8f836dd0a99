// RUN: %check-behaviour %s

// break leaves the switch, continue the loop around it; a loop inside a case.
#include "support.h"

task<int> work(int limit) {
  int sum = 0;
  for (int i = 0; i < limit; ++i) {
    noisy scope("scope" + std::to_string(i));
    switch (i % 4) {
    case 0:
      continue;
    case 1:
      sum += co_await ask(i);
      break;
    case 2:
      for (int j = 0; j < 3; ++j) {
        noisy inner("inner");
        if (j == 1)
          break;
        sum += co_await ask(j);
      }
      continue;
    default:
      if (co_await ask(i) > 4)
        co_return sum;
    }
    say("end of %d", i);
  }
  co_return -sum;
}

int main() {
  for (int limit : {5, 9})
    say("%d", run(work(limit)));
}
