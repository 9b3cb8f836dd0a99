// RUN: %check-behaviour %s

// Awaits as arguments of a call: what stands before is evaluated before and kept.
#include "support.h"

int count = 0;
int next() {
  say("next %d", ++count);
  return count;
}
int sum(int a, int b, int c = 100) { return a + 10 * b + c; }
void show(const char *text, int n, const std::string &s) { say("%s %d %s", text, n, s.c_str()); }

task<> work(int n) {
  say("%d", sum(co_await ask(1), n));
  say("%d", sum(n, co_await ask(2)));
  say("%d", sum(next(), co_await ask(3), n));
  say("%d", sum(n, n, co_await ask(4)));
  show("text", co_await ask(5), "string");
  say("%d", sum(count, co_await ask(6), 0));
}

int main() { run(work(1)); }
