// RUN: %check-behaviour %s

// && evaluates its right operand, and the await in it, only when it has to.
#include "support.h"

bool yes(const noisy &n) {
  say("yes %s", n.c_str());
  return true;
}

task<> work() {
  for (int i = 0; i < 2; ++i) {
    bool a = i && co_await ask(1);
    bool b = co_await ask(i) && co_await ask(2);
    bool c = yes(noisy("left")) && co_await ask(i) && yes(noisy("right"));
    bool d = (co_await ask(i) && yes(noisy("middle"))) && co_await ask(3);
    say("%d %d %d %d", a, b, c, d);
    if (i && co_await ask(4) && yes("condition"))
      say("taken");
    (void)(i && (co_await tick{}, yes("statement")));
  }
}

int main() { run(work()); }
