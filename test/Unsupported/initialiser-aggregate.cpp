// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 22,22p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: an operand of class type is constructed before a suspension and used behind it

// Aggregates: designated, nested, with default member initialisers, elided braces, bases.
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
