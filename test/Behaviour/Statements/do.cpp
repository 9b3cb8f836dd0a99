// RUN: %check-behaviour %s

// do with awaits in its body and its condition; continue goes to the condition.
#include "support.h"

task<int> work() {
  int i = 0;
  do {
    noisy scope("scope" + std::to_string(i));
    if (i == 1)
      continue;
    if (i == 3)
      break;
    co_await tick{};
    say("body %d", i);
  } while (co_await ask(i++) < 5);
  do
    co_await tick{};
  while (i-- > 3);
  do {
    if (i < 0)
      co_return i;
    --i;
  } while (co_await ask(1));
  co_return 100;
}

int main() { say("%d", run(work())); }
