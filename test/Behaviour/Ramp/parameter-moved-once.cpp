// RUN: %check-behaviour %s

// A by-value parameter: the caller's object is moved from once and dies in the caller, as native.
#include "support.h"

task<> work(noisy n) {
  say("body %s", n.c_str());
  co_await tick{};
  say("end %s", n.c_str());
}

int main() {
  noisy kept("kept");
  run(work(kept));
  say("-- a temporary");
  run(work(noisy("temporary")));
  say("-- moved");
  run(work(std::move(kept)));
  say("-- never run");
  { task<> t = work("unused"); }
  say("-- end");
}
