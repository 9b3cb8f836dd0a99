// RUN: %check-behaviour %s

// Overloaded && and || evaluate both operands.
#include "support.h"

struct tri {
  int value;
};
tri operator&&(tri a, tri b) {
  say("%d && %d", a.value, b.value);
  return {a.value * b.value};
}
tri operator||(tri a, tri b) {
  say("%d || %d", a.value, b.value);
  return {a.value + b.value};
}

task<> work() {
  tri r = tri{0} && tri{co_await ask(1)};
  tri s = tri{co_await ask(2)} || tri{co_await ask(3)};
  say("%d %d", r.value, s.value);
}

int main() { run(work()); }
