// RUN: %check-behaviour %s

// A range-for of which only the initialiser suspends: what is destroyed when an exception leaves it, and in which order.
#include "support.h"

struct pair_of_lists {
  noisy life{"pair"};
  std::vector<int> b{1, 2};
};

task<> work(int n) {
  for (noisy first = co_await make("first"); int x : pair_of_lists().b) {
    say("%d %s", x, first.c_str());
    if (x == n)
      throw error("in the body");
  }
  for (int k = co_await later(3); auto &&[a, b] : std::vector<std::pair<int, int>>{{1, 2}, {k, 4}}) {
    if (a == n)
      break;
    say("%d %d", a, b);
  }
  union {
    int i;
    float f;
  } either = {co_await later(5)}, *p = &either;
  say("%d %d", either.i, p == &either);
  struct {
    int x, y;
  } point{co_await later(1), 2};
  say("%d %d", point.x, point.y);
}

int main() {
  for (int n : {0, 1, 2, 3})
    guarded([&] { run(work(n)); });
  destroy_at_every_point([] { return work(0); });
}
