// RUN: %check-behaviour %s

// Transfers from inside a try block do not grow the stack either.
#include "support.h"

task<int> one(int i) {
  if (i % 1000 == 999)
    throw error("rare");
  co_return 1;
}

task<> work() {
  long sum = 0, caught = 0;
  for (int i = 0; i < many_transfers; ++i) {
    try {
      sum += co_await one(i);
    } catch (const error &) {
      ++caught;
    }
  }
  say("all %d, some caught %d", sum + caught == many_transfers, caught == many_transfers / 1000);
}

int main() { run(work()); }
