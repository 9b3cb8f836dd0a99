// RUN: %check-behaviour %s

// Several awaits among the arguments of one call.
#include "support.h"

int join(int a, int b, int c) { return 100 * a + 10 * b + c; }

task<> work() {
  say("%d", join(co_await ask(1), co_await ask(2), co_await ask(3)));
  int n = 7;
  say("%d", join(co_await ask(4), n, co_await ask(5)));
  say("%d", join(join(1, co_await ask(6), 2), 3, join(co_await ask(7), 4, co_await ask(8))));
}

int main() { run(work()); }
