// RUN: %check-behaviour %s

// A million coroutines that hand over to each other do not need a deep stack: also in a template, and unoptimised.
#include "support.h"

template <class T> task<T> same(T n) { co_return n; }
task<int> plain(int n) { co_return n; }

task<> work() {
  long sum = 0;
  for (int i = 0; i < 1000000; ++i)
    sum += co_await plain(1) + co_await same(1);
  auto one = [](auto n) -> task<long> { co_return n; };
  for (int i = 0; i < 1000000; ++i)
    sum += co_await one(1);
  say("%ld", sum);
}

int main() { run(work()); }
