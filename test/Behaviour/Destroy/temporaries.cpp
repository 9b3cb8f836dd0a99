// RUN: %check-behaviour %s

// Temporaries and awaiters alive at the suspension, several awaits in one expression.
#include "support.h"

int use(const noisy &a, int, const noisy &b) { return int(a.name.size() + b.name.size()); }
struct noisy_awaiter : tick {
  noisy mine;
  explicit noisy_awaiter(const char *n) : mine(n) {}
  int await_resume() { return 1; }
};

task<> work() {
  noisy local("local");
  int n = use(noisy("a"), co_await noisy_awaiter("w1"), noisy("b")) + co_await noisy_awaiter("w2");
  n += use(co_await make("c"), co_await noisy_awaiter("w3") + co_await noisy_awaiter("w4"), noisy("d"));
  say("%d", n);
}

int main() { destroy_at_every_point([] { return work(); }); }
