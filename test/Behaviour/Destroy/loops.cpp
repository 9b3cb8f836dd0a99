// RUN: %check-behaviour %s

// Loops of each kind, objects in their heads and bodies.
#include "support.h"

task<> work() {
  for (noisy head("head"); head.name.size() < 6; head.name += "+") {
    noisy body("body");
    co_await tick{};
  }
  int i = 0;
  while (i < 2) {
    noisy body("while" + std::to_string(i++));
    co_await tick{};
  }
  do {
    noisy first("first");
    co_await tick{};
    noisy second("second");
    co_await tick{};
  } while (--i > 1);
  for (const noisy &n : std::vector<noisy>(1, noisy("element")))
    co_await tick{}, say("%s", n.c_str());
}

int main() { destroy_at_every_point([] { return work(); }); }
