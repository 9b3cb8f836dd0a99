// A tree of tasks, ten below each, with a hundred thousand leaves.
#include "when_all.h"
#include "workload.h"
#include <array>

static task<long> skynet(long number, int leaves) {
  if (leaves == 1)
    co_return number;
  std::array<task<long>, 10> children;
  leaves /= 10;
  for (int i = 0; i < 10; ++i)
    children[i] = skynet(number + i * leaves, leaves);
  co_await when_all<long>(children);
  long sum = 0;
  for (task<long> &child : children)
    sum += child.result();
  co_return sum;
}

static long run(int size) { return skynet(0, size).get(); }

static workload row("skynet", run, 100000, 4999950000);
