// RUN: %check-behaviour %s

// A variable declared in a condition that suspends, and that does not live across a suspension itself.
#include "support.h"

task<> work() {
  if (int k = co_await ask(3))
    say("if %d", k);
  else
    say("else"); // not taken
  switch (int k = co_await ask(2); k) {
  case 2:
    say("two");
    break;
  default:
    say("other");
  }
  if (noisy n("init"); int k = co_await ask(1))
    say("%s %d", n.c_str(), k);
  int left = 2;
  while (int k = co_await ask(left--))
    say("while %d", k);
}

int main() { destroy_at_every_point([] { return work(); }); }
