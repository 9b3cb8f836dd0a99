// RUN: %check-behaviour %s --lower-args=""

// A native coroutine awaits a lowered one: value, exception, destruction half way.
#include "support.h"

[[clang::annotate("switchback::async")]]
task<int> lowered(int n) {
  noisy local("lowered");
  co_await tick{};
  if (n == 2)
    throw error("lowered");
  co_return n;
}

task<int> native(int n) {
  noisy local("native");
  co_return 10 + co_await lowered(n);
}

int main() {
  for (int n : {1, 2})
    guarded([&] { say("%d", run(native(n))); });
  destroy_at_every_point([] { return native(1); });
}
