// RUN: %check-behaviour %s

// A lazy coroutine destroyed before it ever ran: only parameters and promise die.
#include "support.h"

task<> work(argument, noisy n) {
  noisy local("local");
  co_await tick{};
  say("%s", n.c_str());
}

int main() {
  { task<> t = work("a", noisy("n")); }
  say("--");
  task<> t = work("b", noisy("m"));
  t.resume();
  event_loop.clear();
}
