// RUN: %check-behaviour %s

// A loop awaits a task that ends at once, a million times: each await and each end is a transfer.
#include "support.h"

task<int> one(int i) { co_return i & 1; }

task<> work() {
  long sum = 0;
  for (int i = 0; i < many_transfers; ++i)
    sum += co_await one(i);
  say("half %d", sum == many_transfers / 2);
}

int main() { run(work()); }
