// The numbers up to n, added.
#include "task.h"
#include "workload.h"

static generator<int> range(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
}

static long run(int size) {
  long sum = 0;
  for (int i : range(size))
    sum += i;
  return sum;
}

static workload row("generator_range", run, 1000, 499500);
