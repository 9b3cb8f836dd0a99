// RUN: %check-behaviour %s

// The function called is itself awaited: pointers, objects, members by pointer.
#include "support.h"

struct object {
  int n = 1;
  int get(int k) const { return n + k; }
  int operator()(int k) { return n * k; }
};
int twice(int n) { return 2 * n; }

task<> work() {
  object o{5};
  say("%d", (co_await later(&twice))(3));
  say("%d", (*co_await later(&twice))(co_await ask(4)));
  say("%d", (co_await later(o))(co_await ask(2)));
  int (object::*method)(int) const = &object::get;
  int object::*field = &object::n;
  say("%d", (o.*co_await later(method))(1));
  say("%d", ((co_await later(&o))->*method)(co_await ask(2)));
  say("%d", (co_await later(&o))->*field);
  o.*field = co_await ask(6);
  say("%d", o.n);
}

int main() { run(work()); }
