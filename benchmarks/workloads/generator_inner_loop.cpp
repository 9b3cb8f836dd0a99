// Between two yields a loop adds to a variable that is alive across them, and
// calls what is not known.
#include "task.h"
#include "workload.h"

static generator<long> running_means(int n) {
  long sum = 0;
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < 32; ++k)
      sum += opaque(k) ^ i;
    co_yield sum / (i + 1);
  }
}

static long run(int size) {
  long total = 0;
  for (long mean : running_means(size))
    total += mean;
  return total;
}

static workload row("generator_inner_loop", run, 128, 141679);
