// RUN: %check-behaviour %s

// A noexcept coroutine whose promise stores the exception does not terminate.
#include "support.h"

task<int> work(int n) noexcept {
  noisy local("local");
  co_await tick{};
  if (n > 1)
    throw error("too many");
  co_return n;
}

task<int> at_once(int n) noexcept {
  if (n > 1)
    throw error("at once");
  co_return n;
}

static_assert(noexcept(work(1)));

int main() {
  for (int n : {1, 2}) {
    guarded([&] { say("%d", run(work(n))); });
    guarded([&] { say("%d", run(at_once(n))); });
  }
}
