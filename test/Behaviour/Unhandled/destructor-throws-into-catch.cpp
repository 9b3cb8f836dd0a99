// RUN: %check-behaviour %s

// A destructor that throws inside a try of the coroutine.
#include "support.h"

struct throws_at_end {
  const char *name;
  ~throws_at_end() noexcept(false) {
    say("~%s", name);
    throw error(name);
  }
};

task<> work() {
  for (int i = 0; i < 2; ++i) {
    noisy outer("outer");
    try {
      noisy before("before");
      throws_at_end thrower{i ? "second" : "first"};
      co_await tick{};
      say("in try");
    } catch (const error &e) {
      say("caught %s", e.what());
    }
    co_await tick{};
  }
}

int main() { run(work()); }
