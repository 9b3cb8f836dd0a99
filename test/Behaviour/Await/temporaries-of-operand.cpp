// RUN: %check-behaviour %s

// Temporaries in the operand live across the suspension, to the end of the full expression.
#include "support.h"

struct operation : tick {
  const noisy &argument;
  explicit operation(const noisy &a) : argument(a) {}
  const noisy &await_resume() { return argument; }
};

task<> work() {
  noisy local("local");
  say("got %s", (co_await operation(noisy("a"))).c_str());
  co_await operation(local + noisy("b"));
  const noisy &r = co_await operation(local);
  say("got %s", r.c_str());
  noisy copied = co_await operation(noisy("d"));
  say("end");
}

int main() {
  destroy_at_every_point([] { return work(); });
}
