// RUN: %check-behaviour %s

// Destroying the outermost of tasks that await each other destroys them all, the awaited ones first.
#include "support.h"

task<int> leaf(argument) {
  noisy local("leaf");
  co_await tick{};
  co_return 1;
}
task<int> middle() {
  noisy local("middle");
  int n = co_await leaf("a");
  noisy second("second");
  co_return n + co_await leaf("b");
}
task<int> root() {
  noisy local("root");
  co_return co_await middle();
}

int main() { destroy_at_every_point([] { return root(); }); }
