// Generators of a few items, of which some are not read to their end.
#include "task.h"
#include "workload.h"

static generator<int> digits(int n) {
  do
    co_yield n % 10;
  while (n /= 10);
}

static bool has_digit(int n, int wanted) {
  for (int digit : digits(n))
    if (digit == wanted)
      return true;
  return false;
}

static long run(int size) {
  long found = 0;
  for (int n = 0; n < size; ++n)
    found += has_digit(n, 7);
  return found;
}

static workload row("short_generators", run, 1000, 271);
