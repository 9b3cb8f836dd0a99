// RUN: %check-behaviour %s --lower-args=""

// Native and lowered coroutines call each other in turn, deep.
#include "support.h"

task<int> native(int n);

[[clang::annotate("switchback::async")]]
task<int> lowered(int n) {
  noisy local("lowered" + std::to_string(n));
  co_return n == 0 ? co_await ask(0) : 1 + co_await native(n - 1);
}

task<int> native(int n) {
  noisy local("native" + std::to_string(n));
  if (n == 0)
    throw error("bottom");
  co_return 1 + co_await lowered(n - 1);
}

int main() {
  for (int n : {4, 5})
    guarded([&] { say("%d", run(lowered(n))); });
  destroy_at_every_point([] { return native(3); });
}
