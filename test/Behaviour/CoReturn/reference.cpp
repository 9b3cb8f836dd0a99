// RUN: %check-behaviour %s

// A task of a reference gives the very object.
#include "support.h"

task<noisy &> choose(noisy &a, noisy &b, bool first) {
  co_await tick{};
  co_return first ? a : b;
}

task<> work() {
  noisy a("a"), b("b");
  (co_await choose(a, b, true)).name += "1";
  noisy &chosen = co_await choose(a, b, false);
  chosen.name += "2";
  say("%s %s", a.c_str(), b.c_str());
}

int main() { run(work()); }
