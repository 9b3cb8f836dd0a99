// What a local type in the frame may not use.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
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
  say("logs %d", l.v);
}

// CHECK: coroutine 'typed' is left native: a local type that the frame needs uses a variable of the coroutine
task<> typed() {
  int n = co_await later(1);
  struct local {
    decltype(n) v;
  } l{n};
  co_await tick{};
  say("typed %d", l.v);
}

// CHECK: coroutine 'in_header' is left native: a local type that the frame needs uses a variable that cannot be moved
task<> in_header() {
  if (static int n = 2; n) {
    struct local {
      int v = n;
    } l;
    co_await tick{};
    say("header %d", l.v);
  }
}

int main() {
  run(logs());      // PRINTS: logs 1
  run(typed());     // PRINTS: typed 1
  run(in_header()); // PRINTS: header 2
}
