// RUN: %check-behaviour %s

// Two coroutines of one namespace, each with a closure that lives across a suspension.
#include "support.h"

task<int> first(int n) {
  auto l = [n](int x) { return n + x; };
  co_await tick{};
  co_return l(1);
}
task<int> second(int n) {
  auto l = [n](int x) { return n * x; };
  co_await tick{};
  co_return l(3);
}

int main() { say("%d %d", run(first(2)), run(second(2))); }
