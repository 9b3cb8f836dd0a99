// RUN: %check-behaviour %s

// Objects made one after another, a suspension after each.
#include "support.h"

task<> work(argument) {
  noisy a("a");
  co_await tick{};
  noisy b("b");
  co_await tick{};
  noisy c = co_await make("c");
  const noisy &d = noisy("d");
  co_await tick{};
  noisy e[2] = {"e0", "e1"};
  co_await tick{};
  say("%s", d.c_str());
}

int main() { destroy_at_every_point([] { return work("x"); }); }
