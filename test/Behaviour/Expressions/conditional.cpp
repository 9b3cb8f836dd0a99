// RUN: %check-behaviour %s

// ?: evaluates one branch; awaits in the condition and in each branch.
#include "support.h"

struct find : tick {
  int &n;
  explicit find(int &from) : n(from) {}
  int &await_resume() { return n; }
};

task<> work() {
  int x = 1, y = 2;
  for (int i = 0; i < 2; ++i) {
    say("%d", i ? co_await ask(1) : 2);
    say("%d", i ? 3 : co_await ask(4));
    say("%d", co_await ask(i) ? co_await ask(5) : co_await ask(6));
    (i ? co_await find(x) : co_await find(y)) += 10;
    (i ? x : co_await find(y)) += 100;
    try {
      int z = i ? co_await ask(7) : throw error("thrown");
      say("%d", z);
    } catch (const error &e) {
      say("%s", e.what());
    }
    i ? (void)co_await ask(8) : say("void");
    say("%d", i == 0 ? co_await ask(10) : i == 1 ? co_await ask(11) : 12);
  }
  say("%d %d", x, y);
}

int main() { run(work()); }
