// RUN: %check-behaviour %s
// What is awaited among the arguments comes before a default argument behind it, also where only an instance of the
// template chooses the function: g++ evaluates the last argument first.
#include "support.h"

inline int size_of(int n, const noisy &unit = "unit") { return n + int(unit.name.size()); }
template <class U> int sum_of(U n, U more = (say("default"), 1)) { return n + more; }

template <class T> task<int> sizes(T x) {
  int sum = size_of(co_await ask(x));
  sum += sum_of(co_await ask(x + 1));
  co_return size_of(sum);
}

int main() { say("%d", run(sizes(1))); }
