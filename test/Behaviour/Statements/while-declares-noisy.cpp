// RUN: %check-behaviour %s

// An object declared in a while's condition is made and destroyed for each turn.
#include "support.h"

struct counted {
  noisy mine;
  int value;
  explicit operator bool() const {
    say("test %d", value);
    return value > 0;
  }
};
struct next : tick {
  int n;
  explicit next(int value) : n(value) {}
  counted await_resume() const { return {std::to_string(n), n}; }
};

task<> work() {
  int n = 3;
  while (counted c = co_await next(n--)) {
    if (c.value == 2)
      continue;
    co_await tick{};
    say("body %d", c.value);
  }
  n = 2;
  while (counted c{"plain", n--}) {
    co_await tick{};
    if (c.value == 1)
      break;
  }
}

int main() { destroy_at_every_point([] { return work(); }); }
