// RUN: %check-behaviour %s

// The same name in nested and in neighbouring scopes, all alive across suspensions.
#include "support.h"

int x = 1000;

task<> work(int n) {
  noisy x("x");
  {
    noisy outer = x;
    noisy x("inner x");
    co_await tick{};
    say("%s %s %d", outer.c_str(), x.c_str(), ::x);
    for (int x = 0; x < 2; ++x) {
      int y = x;
      {
        int x = y + 10;
        co_await tick{};
        say("%d %d", x, y);
      }
      say("%d", co_await ask(x));
    }
    say("%s", x.c_str());
  }
  if (int n = co_await ask(5)) {
    int x = n + 1;
    co_await tick{};
    say("%d %d", n, x);
  }
  {
    double x = 0.5;
    co_await tick{};
    say("%.1f", x);
  }
  say("%s %d", x.c_str(), n);
}

int main() { run(work(3)); }
