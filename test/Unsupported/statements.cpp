// Statements with a suspension that has no text, or a value that is not the last statement.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct counts {
  int n;
  int operator*() const { return n; }
  bool operator!=(const counts &other) const { return n != other.n; }
  struct next : tick {
    counts *self;
    void await_resume() { ++self->n; }
  };
  next operator++() { return {{}, this}; }
};
struct numbers {
  struct first : tick {
    counts await_resume() { return {0}; }
  };
  first begin() { return {}; }
  counts end() { return {2}; }
};
// CHECK: coroutine 'loops' is left native: 'for co_await'
task<> loops() {
  numbers range;
  for co_await (int n : range)
    say("number %d", n);
}

// CHECK: coroutine 'label' is left native: the value of a statement expression that suspends has a label
task<> label(bool b) {
  int x = ({
    co_await tick{};
    if (b)
      goto value;
    say("not here");
  value:
    5;
  });
  say("value %d", x);
}

// CHECK: coroutine 'pragma' is left native: a pragma about floating point stands in a block that is taken apart
task<> pragma(double a) {
  {
#pragma STDC FP_CONTRACT OFF
    co_await tick{};
    say("product %g", a * 2 + 1);
  }
}

void bye(int *n) { say("bye %d", *n); }
// CHECK: coroutine 'cleanup' is left native: a variable with the attribute 'cleanup' lives across a suspension
task<> cleanup() {
  [[gnu::cleanup(bye)]] int n = 1;
  co_await tick{};
  n = 2;
}

int main() {
  run(loops());     // PRINTS: number 1
  run(label(true)); // PRINTS: value 5
  run(pragma(1));   // PRINTS: product 3
  run(cleanup());   // PRINTS: bye 2
}
