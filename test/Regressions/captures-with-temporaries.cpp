// RUN: %check-behaviour %s

// The temporaries that a capture of a closure in the frame is made from die with the declaration.
#include "support.h"

struct pair {
  noisy first;
  int second;
};

struct maker {
  noisy name;
  noisy make() const { return noisy("made by " + name.name); }
};

task<> work() {
  auto member = [n = pair{"first", 2}.second](int x) { return n + x; };
  say("declared %d", member(co_await ask(1)));
  auto object = [made = maker{"maker"}.make()] { return made.c_str(); };
  co_await tick{};
  say("declared %s", object());
}

int main() { run(work()); }
