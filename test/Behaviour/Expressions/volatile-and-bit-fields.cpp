// RUN: %check-behaviour %s

// Bit-fields and volatile objects as operands and targets.
#include "support.h"

struct flags {
  unsigned low : 3;
  unsigned high : 5;
  signed sign : 2;
};

task<> work() {
  flags f{1, 2, -1};
  f.low = co_await ask(7);
  f.high += co_await ask(3);
  f.low++;
  say("%u %u %d %u", f.low, f.high, f.sign, f.high + co_await ask(1));
  volatile int v = co_await ask(4);
  v = v + co_await ask(5);
  int copy = v;
  volatile flags w = {0, 1, 0};
  w.high = co_await ask(9);
  say("%d %u", copy, unsigned(w.high));
  f.sign = co_await ask(1) ? f.sign : 0;
  say("%d", f.sign);
}

int main() { run(work()); }
