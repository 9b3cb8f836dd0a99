// RUN: %check-behaviour %s

// Only the range suspends; a jump out of the loop destroys the body's locals before the range.
#include "support.h"

struct range {
  noisy name;
  int values[2] = {1, 2};
  explicit range(int n) : name(n ? "range" : "none") {}
  int *begin() { return values; }
  int *end() { return values + 2; }
};

task<int> work() {
  for (int &each : range(co_await ask(1))) {
    noisy local("local");
    if (each == 2)
      co_return each;
  }
  co_return 0;
}

int main() { say("%d", run(work())); }
