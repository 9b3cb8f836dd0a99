// A list that leaves a member out, which has a default argument, and suspends: Sema gives the empty initialiser of that
// member a place, but it has no text.
// RUN: %check-behaviour %s
#include "support.h"

struct counted {
  noisy n;
  counted(int x = 9) : n(x == 9 ? "default" : "given") {}
};

struct aggregate {
  counted a;
  int b;
  counted c;
};

task<> all() {
  say("%d", aggregate{counted(1), co_await ask(2)}.b);
  say("%s", aggregate{counted(3), co_await ask(4)}.c.n.c_str());
}

int main() {
  run(all());
  destroy_at_every_point(all);
}
