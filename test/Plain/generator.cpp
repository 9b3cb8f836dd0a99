// RUN: %check-behaviour %s --plain

// Generators: loops, values in place, recursion, stopped half way, and one that throws.
#include "support.h"

generator<int> count(int from, int to) {
  for (int i = from; i < to; ++i)
    co_yield i;
}

generator<noisy> names(std::vector<std::string> list) {
  for (const std::string &name : list)
    co_yield noisy(name);
  noisy last("last");
  co_yield last;
  throw error("no more");
}

generator<int> tree(int depth) {
  if (depth == 0)
    co_return;
  for (int below : tree(depth - 1))
    co_yield below;
  co_yield depth;
  switch (depth) {
  case 2:
    co_yield 20;
    [[fallthrough]];
  case 1:
    co_yield 10;
  }
}

int main() {
  for (int n : count(1, 4))
    say("%d", n);
  guarded([] {
    for (const noisy &name : names({"a", "b"}))
      say("<%s>", name.c_str());
  });
  for (int n : tree(3))
    say("%d", n);
  destroy_at_every_point([] { return names({"x"}); });
}
