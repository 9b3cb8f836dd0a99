// RUN: %check-behaviour %s

// The comma operator: left before right, its temporaries to the end of the full expression.
#include "support.h"

struct pair {
  int a, b;
};
pair operator,(pair x, int y) {
  say("overloaded comma");
  return {x.a, y};
}

task<> work() {
  int n = (say("left"), co_await ask(1));
  n = (co_await ask(2), say("right"), n + 10);
  noisy("a"), co_await tick{}, noisy("b");
  pair p = (pair{1, 2}, co_await ask(3));
  for (int i = 0; co_await tick{}, i < 2; ++i, co_await ask(i))
    say("loop %d", i);
  say("%d %d", n, p.b);
}

int main() { run(work()); }
