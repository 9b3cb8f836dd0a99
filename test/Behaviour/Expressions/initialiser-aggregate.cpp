// Aggregates: designated, nested, with default member initialisers, elided braces, bases.
// RUN: %check-behaviour %s
#include "support.h"

struct inner {
  int x, y = 5;
};
struct outer {
  noisy first;
  inner middle;
  noisy last = "default";
};
struct extended : inner {
  int z;
};

task<> work() {
  outer a{"a", {co_await ask(1)}, noisy("b")};
  outer b{.first = co_await make("c"), .middle = {.x = co_await ask(2), .y = 3}};
  outer c{noisy("d"), {co_await ask(3), co_await ask(4)}, co_await make("e")};
  extended d{{1, co_await ask(5)}, 6};
  int grid[2][2] = {{1, co_await ask(6)}, {co_await ask(7)}};
  say("%d %s %d %s %d %d", a.middle.x, b.last.c_str(), b.middle.x, c.last.c_str(), d.y, grid[1][0]);
  say("%d", outer{"f", {co_await ask(8), 9}}.middle.y);
}

int main() { run(work()); }
