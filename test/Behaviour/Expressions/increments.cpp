// RUN: %check-behaviour %s

// ++ and -- around awaits.
#include "support.h"

struct find : tick {
  int &n;
  explicit find(int &from) : n(from) {}
  int &await_resume() { return n; }
};

task<> work() {
  int a = 0, values[] = {10, 20, 30};
  ++co_await find(a);
  int old = (co_await find(a))++;
  say("%d %d", a, old);
  int i = 0;
  values[i++] += co_await ask(1);
  say("%d %d %d", i, values[0], values[1]);
  say("%d", values[i++] + co_await ask(2));
  say("%d", i);
  int *p = values;
  *p++ = co_await ask(3);
  say("%d %d", *p, values[0]);
  say("%d", --co_await find(*p));
}

int main() { run(work()); }
