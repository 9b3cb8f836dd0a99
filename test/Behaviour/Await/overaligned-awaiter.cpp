// RUN: %check-behaviour %s

// An over-aligned awaiter, and one that is large.
#include "support.h"

struct alignas(16) aligned : tick {
  long values[2] = {1, 2};
  long await_resume() { return values[0] + values[1]; }
};
struct large : tick {
  int values[1000];
  explicit large(int n) { std::fill_n(values, 1000, n); }
  int await_resume() { return values[0] + values[999]; }
};

task<long> work() {
  long n = co_await aligned{};
  for (int i = 0; i < 3; ++i)
    n += co_await large(i);
  co_return n;
}

int main() { say("%ld", run(work())); }
