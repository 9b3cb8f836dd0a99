// RUN: %check-behaviour %s

// Awaits as operands of builtin operators, left and right.
#include "support.h"

task<> work(int n) {
  say("%d", co_await ask(1) + n);
  say("%d", n - co_await ask(2));
  say("%d", co_await ask(3) * co_await ask(4));
  say("%d", (n + 1) * (co_await ask(5) - (n + 2)) / 2);
  say("%d", -co_await ask(6));
  say("%d", !co_await ask(0));
  say("%d", ~co_await ask(7) & 0xff);
  say("%d", co_await ask(8) << 2 | co_await ask(1));
  say("%d", co_await ask(2) < co_await ask(3));
  say("%d", n++ + co_await ask(0));
  say("%d", co_await ask(9) % 5 == 4);
  say("%.2f", 0.5 * co_await ask(3));
}

int main() { run(work(10)); }
