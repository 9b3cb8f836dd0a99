// RUN: %check-behaviour %s

// if constexpr with awaits in the branch that is kept, and code in the other.
#include "support.h"

constexpr bool wide = sizeof(void *) == 8;

task<int> work() {
  int n = 0;
  if constexpr (wide) {
    noisy inner("wide");
    n += co_await ask(1);
  } else {
    n += co_await ask(2);
  }
  if constexpr (constexpr int limit = 3; !wide)
    n += co_await ask(limit);
  else if constexpr (limit > 2)
    n += 10 * co_await ask(limit);
  for (int i = 0; i < 2; ++i) {
    if constexpr (sizeof(int) == 4) {
      if (i)
        break;
      co_await tick{};
    }
  }
  co_return n;
}

int main() { say("%d", run(work())); }
