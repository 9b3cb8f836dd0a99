// RUN: %check-behaviour %s

// A constant's initialiser may suspend in a branch that is never taken.
#include "support.h"

task<> work() {
  const int three = 2 > 1 ? 3 : co_await ask(4);
  int values[three] = {1, 2, 3};
  co_await tick{};
  for (int &each : values)
    say("%d", each);
  say("%d", three);
}

int main() { run(work()); }
