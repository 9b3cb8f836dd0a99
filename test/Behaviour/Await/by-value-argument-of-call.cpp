// RUN: %check-behaviour %s

// By-value arguments of the awaited call die when they do natively: after the full expression.
#include "support.h"

task<int> length(noisy n) {
  co_await tick{};
  say("length of %s", n.c_str());
  co_return int(n.name.size());
}

task<> work() {
  int n = co_await length(noisy("abc"));
  say("%d", n);
  noisy local("local");
  n += co_await length(local) + co_await length(std::move(local));
  say("%d", n);
  if (co_await length("four") == 4)
    say("four");
}

int main() { run(work()); }
