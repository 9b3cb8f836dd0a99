// RUN: %check-behaviour %s

// By-value parameters are moved into the frame first to last, const ones are copied, and die last to first.
#include "support.h"

task<> work(argument a, const argument b, argument c) {
  say("body %s %s %s", a.name, b.name, c.name);
  co_await tick{};
  say("end");
}

int main() {
  {
    task<> t = work("a", "b", "c");
    say("made");
    t.resume();
    drain();
    say("done %d", t.done());
  }
  task<> t = work("d", "e", "f");
  say("never started");
}
