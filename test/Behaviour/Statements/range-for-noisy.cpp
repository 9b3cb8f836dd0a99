// RUN: %check-behaviour %s

// The range lives as long as the loop, the element as long as a turn.
#include "support.h"

struct range {
  noisy mine;
  noisy elements[2] = {"x", "y"};
  noisy *begin() {
    say("begin");
    return elements;
  }
  noisy *end() {
    say("end");
    return elements + 2;
  }
};

task<> work() {
  for (noisy n : range{"range"}) {
    co_await tick{};
    say("body %s", n.c_str());
  }
  range local{"local"};
  for (auto &n : local) {
    noisy inner("inner");
    co_await tick{};
    n.name += "!";
  }
  for (noisy guard("guard"); auto &&n : local.elements)
    co_await tick{}, say("%s", n.c_str());
}

int main() { destroy_at_every_point([] { return work(); }); }
