// Arrays whose elements await, of scalars and of classes, the rest value-initialised.
// RUN: %check-behaviour %s
#include "support.h"

task<> work() {
  int a[] = {1, co_await ask(2), 3};
  int b[4] = {co_await ask(4)};
  noisy c[] = {"x", co_await make("y"), noisy("z")};
  const char *d[2] = {"before", (co_await tick{}, "after")};
  say("%zu %d %d %d %s %s %s", sizeof a / sizeof *a, a[1], b[0], b[3], c[1].c_str(), c[2].c_str(), d[1]);
}

int main() { run(work()); }
