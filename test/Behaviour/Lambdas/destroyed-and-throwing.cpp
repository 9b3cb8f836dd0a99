// Coroutine lambdas destroyed at every point, and exceptions in them.
// RUN: %check-behaviour %s
#include "support.h"

int main() {
  noisy outside("outside");
  auto body = [&outside, n = 3](noisy parameter) -> task<int> {
    noisy local("local");
    for (int i = 0; i < n; ++i) {
      noisy each("each");
      try {
        if (i == 1)
          throw error("second");
        co_await tick();
      } catch (const error &e) {
        say("%s in %s", e.what(), outside.c_str());
      }
      co_await ask(i);
    }
    co_return n;
  };
  destroy_at_every_point([&] { return body(noisy("parameter")); });
  guarded([&] {
    run([&]() -> task<> {
      noisy inner("inner");
      co_await failing{failing::in_resume};
    }());
  });
}
