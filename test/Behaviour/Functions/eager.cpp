// RUN: %check-behaviour %s

// Tasks that start at once, finish before or after they are awaited, and run side by side.
#include "support.h"

eager<int> at_once(int n) {
  noisy local("local" + std::to_string(n));
  co_return n;
}
eager<int> slow(int n) {
  noisy local("slow" + std::to_string(n));
  for (int i = 0; i < n; ++i) {
    say("slow %d of %d", i, n);
    co_await tick{};
  }
  co_return 10 * n;
}
eager<> fails() {
  co_await tick{};
  throw error("eager");
}

eager<int> both() {
  eager<int> a = slow(3), b = slow(1);
  int sum = co_await at_once(1);
  sum += co_await a;
  sum += co_await b;
  co_await fails();
  co_return sum;
}

int main() {
  guarded([] { say("%d", run(both())); });
  say("%d", run(slow(2)));
}
