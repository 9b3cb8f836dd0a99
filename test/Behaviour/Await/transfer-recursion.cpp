// RUN: %check-behaviour %s

// Tasks await each other 10000 deep, are resumed from the deepest, and come back by transfer.
#include "support.h"

constexpr int depth = many_transfers / 100;

task<int> descend(int n) {
  if (n == 0) {
    co_await tick{};
    co_return 0;
  }
  co_return 1 + co_await descend(n - 1);
}

task<int> fails(int n) {
  if (n == 0)
    throw error("deep");
  co_await fails(n - 1);
  co_return n;
}

int main() {
  say("all %d", run(descend(depth)) == depth);
  guarded([] { run(fails(100)); });
}
