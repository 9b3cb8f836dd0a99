// RUN: %check-behaviour %s

// Parameters without names, or unused, live in the frame as well.
#include "support.h"

task<int> work(argument, int, [[maybe_unused]] argument second, argument) {
  co_await tick{};
  co_return 1;
}

int main() {
  say("%d", run(work("a", 2, "b", "c")));
}
