// RUN: %check-behaviour %s

// switch with awaits in the condition, in the cases, falling through, with break and default in the middle.
#include "support.h"

task<int> work(int n) {
  noisy outer("outer");
  int result = 0;
  switch (co_await ask(n)) {
  case 0:
    result += co_await ask(10);
    [[fallthrough]];
  case 1: {
    noisy inner("inner");
    result += co_await ask(20);
    if (n == 1)
      break;
  }
    [[fallthrough]];
  default:
    result += 1;
    co_await tick{};
    break;
  case 3:
  case 4:
    co_return co_await ask(30);
  case 5 ... 7:
    result = 5;
  }
  say("after %d", result);
  co_return result;
}

int main() {
  for (int n : {0, 1, 2, 3, 4, 6})
    say("%d", run(work(n)));
}
