// RUN: %check-behaviour %s

// Case labels inside a loop inside the switch.
#include "support.h"

task<int> work(int count) {
  int steps = 0, n = (count + 3) / 4;
  switch (count % 4) {
  case 0:
    do {
      steps += co_await later(1);
      [[fallthrough]];
    case 3:
      ++steps;
      [[fallthrough]];
    case 2:
      steps += co_await ask(1);
      [[fallthrough]];
    case 1:
      ++steps;
    } while (--n > 0);
  }
  co_return steps;
}

int main() {
  for (int count : {1, 4, 6, 7})
    say("%d", run(work(count)));
}
