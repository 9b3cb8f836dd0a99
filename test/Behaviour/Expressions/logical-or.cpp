// RUN: %check-behaviour %s

// || evaluates its right operand, and the await in it, only when it has to.
#include "support.h"

bool no(const noisy &n) {
  say("no %s", n.c_str());
  return false;
}

task<> work() {
  for (int i = 0; i < 2; ++i) {
    bool a = i || co_await ask(0);
    bool b = co_await ask(i) || co_await ask(2);
    bool c = no(noisy("left")) || co_await ask(i) || no(noisy("right"));
    bool d = (i && co_await ask(0)) || !(co_await ask(i) || no("inner"));
    say("%d %d %d %d", a, b, c, d);
    if (no("first") || (co_await ask(i) && !no("second")))
      say("taken");
    else
      say("not taken");
  }
}

int main() { run(work()); }
