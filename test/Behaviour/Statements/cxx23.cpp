// RUN: %check-behaviour %s --flags=-std=c++23

// C++23: labels at the end of a block, if consteval, and temporaries that a range-for keeps alive.
#include "support.h"

struct holder {
  std::vector<int> v{1, 2};
  noisy n{"holder"};
  const std::vector<int> &get() const { return v; }
};
holder make_holder() { return {}; }

task<> ends(int n) {
  if (n)
    goto fin;
  {
    say("b");
    co_await tick{};
    goto end;
  end:
  }
  switch (n) {
  case 0:
    co_await tick{};
    break;
  default:
  }
fin:
}

task<> consteval_branch() {
  if consteval {
    co_await later(1);
  } else {
    noisy n("at run time");
    co_await tick{};
  }
  if !consteval {
    co_await tick{};
    say("here");
  }
  if consteval {
    co_await tick{};
  }
}

task<> ranges(int n) {
  for (int x : make_holder().get()) {
    co_await tick{};
    say("%d", x);
    if (x == n)
      break;
  }
}

int main() {
  run(ends(0));
  run(ends(1));
  run(consteval_branch());
  run(ranges(1));
  run(ranges(3));
  destroy_at_every_point([] { return consteval_branch(); });
  destroy_at_every_point([] { return ranges(1); });
}
