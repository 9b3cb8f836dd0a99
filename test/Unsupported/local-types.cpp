// What a local type in the frame may not use.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
#include "support.h"

// A static variable is made where control first passes it.
// CHECK: coroutine 'logs' is left native: a local type that the frame needs uses a variable of the coroutine
task<> logs() {
  static noisy log("log");
  struct local {
    int v = 1;
    ~local() { say("%s", log.c_str()); }
  } l;
  co_await tick{};
  say("%d", l.v);
}

// CHECK: coroutine 'typed' is left native: a local type that the frame needs uses a variable of the coroutine
task<> typed() {
  int n = co_await later(1);
  struct local {
    decltype(n) v;
  } l{n};
  co_await tick{};
  say("%d", l.v);
}
