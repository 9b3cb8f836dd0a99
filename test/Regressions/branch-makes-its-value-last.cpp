// RUN: %check-behaviour %s

// The value of a conditional operator dies before the temporaries of the branch that made it, whichever branch it was.
#include "support.h"

task<> discarded(bool first) {
  first ? noisy("a") : noisy("b") + noisy((co_await ask(1)) ? "c" : "d");
  first ? noisy("e") + noisy((co_await ask(1)) ? "f" : "g") : noisy("h");
}

task<> nested(bool first) {
  first ? (co_await ask(0) ? noisy("a") + noisy("b") : noisy("c")) : noisy("d") + noisy((co_await ask(1)) ? "e" : "f");
}

task<> yes() { co_await discarded(true), co_await nested(true); }
task<> no() { co_await discarded(false), co_await nested(false); }

int main() {
  for (auto each : {yes, no}) {
    run(each());
    destroy_at_every_point(each);
  }
}
