// RUN: %check-behaviour %s

// Locals of union and of unnamed types.
#include "support.h"

task<> work() {
  union {
    int whole;
    unsigned char part;
  };
  union number {
    int i;
    double d;
  } u = {5};
  struct {
    noisy mine = "unnamed";
    int n = 1;
  } unnamed;
  enum { first = 1, second };
  whole = 0x41;
  co_await tick{};
  unnamed.n += co_await ask(second);
  say("%d %d %s %d", part, u.i, unnamed.mine.c_str(), unnamed.n);
  u.d = 1.5;
  co_await tick{};
  say("%.1f %d", u.d, first);
}

int main() { run(work()); }
