// RUN: %check-behaviour %s

// A condition converts to bool; an operator! of its type or for it is not asked.
#include "support.h"

struct odd {
  noisy n{"odd"};
  int v;
  odd(int v) : v(v) {}
  explicit operator bool() const {
    say("bool %d", v);
    return v > 0;
  }
  bool operator!() const {
    say("never asked");
    return true;
  }
};
struct friendly {
  int v;
  explicit operator bool() const { return v > 0; }
  friend bool operator!(const friendly &) {
    say("never asked");
    return true;
  }
};

task<> loops(int n) {
  while (odd o = n--)
    co_await tick{};
  for (int i = 2; friendly f = {i}; --i) {
    co_await tick{};
    say("%d", f.v);
  }
  while (co_await later(friendly{++n}))
    if (n > 2)
      break;
}

int main() {
  run(loops(2));
  destroy_at_every_point([] { return loops(1); });
}
