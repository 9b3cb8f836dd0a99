// RUN: %check-behaviour %s --lower-args=""

// A lowered coroutine awaits a native one: value, exception, destruction half way.
#include "support.h"

task<int> native(int n) {
  noisy local("native");
  co_await tick{};
  if (n == 2)
    throw error("native");
  co_return n;
}

[[clang::annotate("switchback::async")]]
task<int> lowered(int n) {
  noisy local("lowered");
  try {
    co_return 10 + co_await native(n);
  } catch (const error &e) {
    say("caught %s", e.what());
    throw;
  }
}

int main() {
  for (int n : {1, 2})
    guarded([&] { say("%d", run(lowered(n))); });
  destroy_at_every_point([] { return lowered(1); });
}
