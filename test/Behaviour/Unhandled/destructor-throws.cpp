// RUN: %check-behaviour %s

// A local's destructor throws at the end of its scope: the other locals are destroyed, unhandled_exception is called.
#include "support.h"

struct throws_at_end {
  bool armed;
  ~throws_at_end() noexcept(false) {
    say("~throws_at_end(%d)", std::uncaught_exceptions());
    if (armed)
      throw error("destructor");
  }
};

task<int> work(bool armed, bool inside) {
  noisy outer("outer");
  {
    noisy before("before");
    throws_at_end thrower{armed};
    noisy after("after");
    co_await tick{};
    if (inside)
      co_return 1;
  }
  say("end");
  co_return 2;
}

int main() {
  for (bool armed : {false, true})
    for (bool inside : {false, true})
      guarded([&] { say("%d", run(work(armed, inside))); });
}
