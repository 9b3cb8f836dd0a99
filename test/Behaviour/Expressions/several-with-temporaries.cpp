// RUN: %check-behaviour %s

// One expression with several awaits and temporaries before, between and after them.
#include "support.h"

struct tool {
  noisy mine;
  explicit tool(const char *n) : mine(n) {}
  int use(const noisy &a, int b, const noisy &c) const {
    say("use %s %s %d %s", mine.c_str(), a.c_str(), b, c.c_str());
    return b;
  }
};

task<int> work() {
  noisy local("local");
  int n = tool("t").use(noisy("a"), co_await ask(1), local) + co_await ask(2) * int(noisy("b").name.size());
  n += tool((co_await make("c")).c_str()).use(co_await make("d"), co_await ask(3), noisy("e"));
  n += (co_await make("f") + noisy("g")).name.size() > 3 ? co_await ask(4) : 0;
  co_return n;
}

int main() {
  destroy_at_every_point([] { return work(); });
  say("%d", run(work()));
}
