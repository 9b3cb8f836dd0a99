// RUN: %check-behaviour %s

// Generators with state in loops: Fibonacci, a tree walk, yields from several places.
#include "support.h"

generator<int> fibonacci(int limit) {
  int a = 0, b = 1;
  while (a < limit) {
    co_yield a;
    a = std::exchange(b, a + b);
  }
}

struct tree {
  int value;
  std::unique_ptr<tree> left, right;
};
generator<int> walk(const tree &t) {
  if (t.left)
    for (int n : walk(*t.left))
      co_yield n;
  co_yield t.value;
  if (t.right)
    for (int n : walk(*t.right))
      co_yield n;
}

generator<noisy> names() {
  noisy first("first");
  co_yield first;
  co_yield noisy("second");
  for (auto n : {"third", "fourth"})
    co_yield n;
}

int main() {
  for (int n : fibonacci(30))
    say("%d", n);
  tree t{2, std::make_unique<tree>(tree{1, nullptr, nullptr}), std::make_unique<tree>(tree{3, nullptr, nullptr})};
  for (int n : walk(t))
    say("%d", n);
  for (const noisy &n : names())
    say("%s", n.c_str());
}
