// RUN: %check-behaviour %s

// Awaits in conditions of every statement that has one, with temporaries.
#include "support.h"

bool same(const noisy &a, int n) { return int(a.name.size()) == n; }

task<> work() {
  if (co_await ask(1))
    say("if");
  if (same(noisy("two"), co_await ask(3)))
    say("same");
  else
    say("not the same");
  int i = 0;
  while (co_await ask(i) < 2)
    ++i;
  do
    say("do %d", i);
  while (co_await ask(i--) > 1);
  for (int j = 0; j < co_await ask(2); ++j)
    say("for %d", j);
  switch (co_await ask(3) - 1) {
  case 2:
    say("two");
    break;
  default:
    say("default");
  }
  if (!same(noisy("five!"), co_await ask(4)))
    say("not");
}

int main() { run(work()); }
