// Half-made objects: aggregates, arrays and lists with suspensions between their elements.
// RUN: %check-behaviour %s
#include "support.h"

struct pair {
  noisy a, b;
};

task<> work() {
  pair p{noisy("a"), co_await make("b")};
  noisy array[] = {"x", co_await make("y"), co_await make("z")};
  pair q{co_await make("c"), co_await make("d")};
  say("%s %s %s", p.b.c_str(), array[2].c_str(), q.a.c_str());
  pair nested[2] = {{"1", co_await make("2")}, {co_await make("3"), "4"}};
  say("%s", nested[1].b.c_str());
}

int main() { destroy_at_every_point([] { return work(); }); }
