// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 14,14p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: an operand of class type is constructed before a suspension and used behind it

// Half-made objects: aggregates, arrays and lists with suspensions between their elements.
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
