// RUN: %check-behaviour %s

// The right operand of an assignment is evaluated first.
#include "support.h"

int values[4];
int &slot(int n) {
  say("slot %d", n);
  return values[n];
}

task<> work() {
  int n = 0;
  n = co_await ask(1);
  slot(n) = co_await ask(2);
  slot(2) = slot(3) = co_await ask(3);
  noisy a("a");
  a = co_await make("b");
  noisy &r = a;
  r = noisy("c") + co_await make("d");
  say("%d %d %d %d %s", n, values[1], values[2], values[3], a.c_str());
  int m = n = co_await ask(5);
  say("%d %d", n, m);
}

int main() { run(work()); }
