// RUN: %check-behaviour %s

// Coroutines with a co_return only, with awaits that are always ready, and with an empty body but one await.
#include "support.h"

task<int> only_returns(int n) { co_return n; }
task<> only_ready() { co_await std::suspend_never{}; }
task<> only_one() { co_await tick{}; }
eager<int> at_once(noisy n) { co_return int(n.name.size()); }
generator<int> nothing() { co_return; }
generator<int> once() { co_yield 1; }

int main() {
  say("%d", run(only_returns(3)));
  run(only_ready());
  run(only_one());
  say("%d", run(at_once(noisy("four"))));
  for (int n : nothing())
    say("never %d", n);
  for (int n : once())
    say("%d", n);
}
