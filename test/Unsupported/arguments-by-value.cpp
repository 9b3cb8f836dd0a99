// A parameter object that is made before a suspension is made in place, which needs a function that can be named.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct waits : tick {
  explicit waits(noisy n) { say("%s", n.c_str()); }
};
// CHECK: :[[#@LINE+1]]:33: warning: coroutine 'constructor' is left native: an argument passed by value to a constructor lives across a suspension
task<> constructor() { co_await waits(noisy("a")); }

// Found by its argument's class alone.
class open {
  friend void hidden(open, int n) { say("hidden %d", n); }
  noisy n{"open"};
};
// CHECK: coroutine 'without_name' is left native: an argument passed by value to a function that cannot be named lives across a suspension
task<> without_name() { hidden(open(), co_await later(1)); }

class [[clang::trivial_abi]] passed_in_register {
public:
  explicit passed_in_register(int n) : n(new int(n)) {}
  passed_in_register(passed_in_register &&other) : n(std::exchange(other.n, nullptr)) {}
  ~passed_in_register() { delete n; }
  int *n;
};
void takes(noisy, noisy, passed_in_register p) { say("register %d", *p.n); }
// CHECK: coroutine 'register_beside' is left native: an argument that the callee destroys is passed beside one that lives across a suspension
task<> register_beside() { takes("a", noisy(co_await later(1) ? "b" : "c"), passed_in_register(2)); }

void variadic(noisy, ...) { say("variadic"); }
// CHECK: coroutine 'dots' is left native: an argument passed by value to a function that cannot be named lives across a suspension
task<> dots() { variadic("a", co_await later(1)); }

int main() {
  run(constructor());  // PRINTS: a
  run(without_name()); // PRINTS: hidden 1
  run(register_beside()); // PRINTS: register 2
  run(dots()); // PRINTS: variadic
}
