// RUN: %check-behaviour %s

// try in try in a loop; rethrow from the inner to the outer handler; awaits in each.
#include "support.h"

task<> work() {
  for (int i = 0; i < 4; ++i) {
    noisy loop("loop" + std::to_string(i));
    try {
      noisy outer("outer");
      co_await tick{};
      try {
        noisy inner("inner");
        co_await ask(i);
        if (i == 1)
          throw error("inner");
        if (i == 2)
          throw i;
      } catch (const error &e) {
        say("inner caught %s", e.what());
        throw;
      }
      say("between");
      co_await tick{};
      if (i == 3)
        throw error("outer");
    } catch (int n) {
      say("outer caught %d", n);
      continue;
    } catch (const error &e) {
      say("outer caught %s", e.what());
    }
    co_await tick{};
    say("end of turn");
  }
}

int main() {
  run(work());
  destroy_at_every_point([] { return work(); });
}
