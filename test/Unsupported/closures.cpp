// What makes a closure that lives across a suspension stands in front of the frame: it cannot use everything.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

// CHECK: coroutine 'static_variable' is left native: a lambda that lives across a suspension uses a variable that cannot be moved
task<> static_variable() {
  static noisy log("log");
  auto l = [] { say("uses %s", log.c_str()); };
  co_await tick{};
  l();
}

// CHECK: coroutine 'unnamed_type' is left native: a lambda that lives across a suspension captures what has no name for its type
task<> unnamed_type() {
  static auto [number, one] = std::pair(0, [] { return 1; });
  auto l = [] { return one() + number; };
  co_await tick{};
  say("%d", l());
}

// CHECK: coroutine 'capture' is left native: a capture of this kind suspends
task<> capture() {
  auto l = [two = [] { return 2; }, one = co_await later(1)] { return two() + one; };
  co_await tick{};
  say("sum %d", l());
}

// The rest of the temporary would die before the closure that is passed on.
struct two_noisy {
  noisy first, second;
};
template <class F> struct holder {
  F f;
};
template <class F> holder<F> hold(F f) { return {std::move(f)}; }
// CHECK: coroutine 'temporary' is left native: a capture makes a temporary that outlives the expression of its lambda
task<> temporary() {
  auto held = hold([name = two_noisy{"first", "second"}.second] { say("held %s", name.c_str()); });
  co_await tick{};
  held.f();
}

template <class F> struct calls : tick {
  explicit calls(F f) : f(f) {}
  int await_resume() { return f(); }
  F f;
};
template <class F> calls<F> call(F f) { return calls<F>(f); }
// CHECK: coroutine 'awaits_closure' is left native: a capture of this kind suspends
task<> awaits_closure() { say("awaits %d", co_await call([n = co_await later(4)] { return n; })); }

int main() {
  run(awaits_closure()); // PRINTS: awaits 4
  run(static_variable()); // PRINTS: uses log
  run(unnamed_type());    // PRINTS: 1
  run(capture());         // PRINTS: sum 3
  run(temporary());       // PRINTS: held second
}
