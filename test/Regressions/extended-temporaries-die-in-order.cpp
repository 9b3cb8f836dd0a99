// RUN: %check-behaviour %s

// Until the initialiser of a variable is over, a temporary that a member of it keeps alive has its place among the
// other temporaries: they die in the reverse of the order they were made in.
#include "support.h"

struct references {
  const noisy &a;
  const noisy &b;
};

struct holds {
  noisy n;
  int value;
};

task<> variable(int n) {
  references r{noisy("a") + noisy("b"), n ? (noisy("c") + noisy("d")) : noisy(co_await ask(1) ? "e" : "f")};
  say("%s %s", r.a.c_str(), r.b.c_str());
}

task<> reference() {
  const noisy &r = holds{noisy("a") + noisy("b"), co_await ask(1)}.n;
  say("%s", r.c_str());
}

task<> value() {
  holds h{noisy("a") + noisy("b"), (references{noisy("c") + noisy("d"), noisy("e")}, co_await ask(1))};
  say("%s", h.n.c_str());
}

task<> zero() { return variable(0); }
task<> one() { return variable(1); }

int main() {
  for (auto each : {zero, one, reference, value}) {
    run(each());
    destroy_at_every_point(each);
  }
}
