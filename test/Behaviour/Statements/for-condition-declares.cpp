// RUN: %check-behaviour %s

// A for whose condition declares an object.
#include "support.h"

struct counted {
  noisy mine;
  int value;
  explicit operator bool() const { return value > 0; }
};
struct next : tick {
  int n;
  explicit next(int value) : n(value) {}
  counted await_resume() const { return {std::to_string(n), n}; }
};

task<> work() {
  for (int i = 3; counted c = co_await next(i); i -= co_await ask(1)) {
    noisy scope("scope");
    if (c.value == 2)
      continue;
    co_await tick{};
    say("body %d", c.value);
  }
}

int main() { destroy_at_every_point([] { return work(); }); }
