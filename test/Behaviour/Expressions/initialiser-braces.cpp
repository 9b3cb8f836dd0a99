// RUN: %check-behaviour %s

// Braced initialisers are evaluated from left to right, awaits among them.
#include "support.h"

struct triple {
  noisy a;
  int b;
  noisy c;
  triple(const char *x, int y, const noisy &z) : a(x), b(y), c(z) { say("triple"); }
};
int count = 0;
int next() {
  say("next %d", ++count);
  return count;
}
struct three {
  int a, b, c;
  three(int x, int y, int z) : a(x), b(y), c(z) {}
};

task<> work() {
  int n{co_await ask(1)};
  triple t{"a", co_await ask(2), noisy("c")};
  three u{next(), co_await ask(3), next()};
  three v = {next(), next(), co_await ask(4)};
  auto w = three{co_await ask(5), next(), co_await ask(6)};
  say("%d %d %d%d%d %d%d%d %d%d%d", n, t.b, u.a, u.b, u.c, v.a, v.b, v.c, w.a, w.b, w.c);
}

int main() { run(work()); }
