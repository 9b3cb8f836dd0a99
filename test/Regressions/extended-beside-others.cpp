// RUN: %check-behaviour %s

// The operands of a temporary that a member of a local keeps alive live until all members are initialised.
#include "support.h"

struct references {
  const noisy &a;
  const noisy &b;
  int n;
};

task<> work() {
  references r{noisy("a") + noisy("b"), noisy("c") + noisy("d"), co_await ask(1)};
  say("%s %s", r.a.c_str(), r.b.c_str());
  references plain{noisy("e") + noisy("f"), noisy("g"), 1};
  co_await tick{};
  say("%s %s", plain.a.c_str(), plain.b.c_str());
}

int main() { run(work()); }
