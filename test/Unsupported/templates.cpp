// What of a template only an instance could decide is left native; what is made from it works.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"
#include <array>

// CHECK: coroutine 'expands' is left native: a suspension in a pack expansion
template <class... T> task<int> expands(T... x) { co_return (co_await later(x) + ... + 0); }

struct overloaded {
  int n;
};
int operator&&(overloaded a, int b) { return a.n + b; }
// CHECK: coroutine 'conjunction' is left native: a suspension in an operand of an operator that may be overloaded
template <class T> task<int> conjunction(T x) { co_return x && co_await later(2); }

// CHECK: coroutine 'switches' is left native: a template's 'switch' that suspends
template <class T> task<> switches(T x) {
  switch (co_await later(x)) {
  case 1:
    say("one");
  }
}

// CHECK: coroutine 'deduces' is left native: 'decltype(auto)' in a template
template <class T> task<T> deduces(T x) {
  decltype(auto) y = x;
  co_await tick{};
  co_return y;
}

// CHECK: coroutine 'lists' is left native: a braced list of a template lives across a suspension
template <class T> task<int> lists(T x) {
  auto list = {x, x};
  co_await tick{};
  co_return int(list.size());
}

// CHECK: coroutine 'keeps' is left native: a lambda that lives across a suspension captures a parameter pack
template <class... T> task<int> keeps(T... x) {
  auto sum = [x...] { return (x + ... + 0); };
  co_await tick{};
  co_return sum();
}

// CHECK: coroutine 'operator()' is left native: a coroutine lambda that captures a parameter pack
template <class... T> task<int> runs(T... x) {
  auto captures = [&x...](auto) -> task<int> { co_return (x + ... + 0); };
  return captures(1);
}

// CHECK: coroutine 'binds' is left native: a template's structured binding of more than six names
template <class T> task<int> binds(T x) {
  auto [a, b, c, d, e, f, g] = x;
  co_await tick{};
  co_return a + b + c + d + e + f + g;
}

// CHECK: coroutine 'header' is left native: the header of a template's 'if constexpr' is taken apart
template <class T> task<> header(T x) {
  if constexpr (T copy = x; sizeof(T) == 4)
    co_await later(copy);
  say("header");
}

int main() {
  say("%d", run(expands(1, 2)));         // PRINTS: 3
  say("%d", run(conjunction(overloaded{1}))); // PRINTS: 3
  run(switches(1));                      // PRINTS: one
  say("%d", run(deduces(4)));            // PRINTS: 4
  say("%d", run(lists(5)));              // PRINTS: 2
  say("%d", run(keeps(1, 2)));           // PRINTS: 3
  say("%d", run(binds(std::array<int, 7>{1, 1, 1, 1, 1, 1, 1}))); // PRINTS: 7
  run(header(1));                        // PRINTS: header
}
