// RUN: %check-behaviour %s

// A discarded statement captures nothing, so a coroutine's frame may not name it there either.
#include "support.h"

task<> work() {
  int values[3] = {1, co_await ask(2), 3};
  auto inner = [&](int n) -> task<int> {
    if constexpr (sizeof(int) == 1)
      co_return values[n];
    else
      co_await tick{};
    if constexpr (sizeof(int) == 1)
      say("%d", values[n]);
    if constexpr (sizeof(int) != 1) {
      co_return n;
    } else {
      int copy = values[1];
      co_return copy + values[2];
    }
  };
  say("%d", co_await inner(5));
}

int main() { run(work()); }
