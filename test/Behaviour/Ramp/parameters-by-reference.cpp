// RUN: %check-behaviour %s

// References are kept as references: to what the caller has, or to what is long gone.
#include "support.h"

task<> work(noisy &l, const noisy &c, noisy &&r, int &n) {
  ++n;
  co_await tick{};
  l.name += "!";
  ++n;
  say("%s %s %s %d", l.c_str(), c.c_str(), r.c_str(), n);
  noisy taken(std::move(r));
  co_await tick{};
  say("%s", taken.c_str());
}

int main() {
  noisy l("l"), c("c"), r("r");
  int n = 0;
  task<> t = work(l, c, std::move(r), n);
  t.resume();
  n = 40;
  c = noisy("new");
  drain();
  say("%s %s %s %d", l.c_str(), c.c_str(), r.c_str(), n);
}
