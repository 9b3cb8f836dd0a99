// RUN: %check-behaviour %s

// Coroutines called through pointers, references and members by pointer.
#include "support.h"

task<int> twice(int n) { co_return 2 * co_await ask(n); }
task<int> thrice(int n) { co_return 3 * co_await ask(n); }
struct object {
  int n = 5;
  task<int> plus(int k) const { co_return n + co_await ask(k); }
  static task<int> minus(int k) { co_return -co_await ask(k); }
};

task<int> all(task<int> (*f)(int), task<int> (object::*method)(int) const, const object &o) {
  int sum = co_await f(1);
  sum += co_await (o.*method)(2);
  f = object::minus;
  sum += co_await f(3);
  co_return sum;
}

int main() {
  for (auto f : {&twice, &thrice})
    say("%d", run(all(f, &object::plus, object{})));
}
