// RUN: %check-behaviour %s

// Awaits whose operand awaits.
#include "support.h"

task<int> number(int n) {
  co_await tick{};
  say("number %d", n);
  co_return n;
}

task<ready<noisy>> delayed() {
  co_await tick{};
  co_return ready<noisy>{noisy("inner")};
}

task<int> add(int a, int b) {
  co_await tick{};
  co_return a + b;
}

task<> work() {
  noisy n = co_await co_await delayed();
  say("%s", n.c_str());
  int sum = co_await add(co_await number(1), co_await add(co_await number(2), 3));
  say("%d", sum);
}

int main() { run(work()); }
