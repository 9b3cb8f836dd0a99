// A coroutine with many variables: some that live as long as it does, others in
// blocks of their own.
#include "task.h"
#include "workload.h"
#include <algorithm>
#include <array>

static generator<long> statistics(int n) {
  long count = 0, sum = 0, squares = 0;
  int least = 1 << 30, greatest = 0, previous = 0, longest = 0, run = 0;
  bool rising = false, seen_zero = false;
  short zeros = 0, turns = 0;
  std::array<int, 16> buckets{};

  for (int i = 0; i < n; ++i) {
    const int sample = opaque(i * 37 % 101);
    const bool up = sample > previous;
    ++count;
    sum += sample;
    squares += long(sample) * sample;
    least = std::min(least, sample);
    greatest = std::max(greatest, sample);
    ++buckets[sample % buckets.size()];
    if (up == rising) {
      const int length = ++run;
      longest = std::max(longest, length);
      co_yield length;
    } else {
      const long mean = sum / count, spread = squares / count - mean * mean;
      rising = up;
      run = 0;
      ++turns;
      co_yield spread;
      co_yield mean;
    }
    if (sample == 0) {
      seen_zero = true;
      ++zeros;
      for (int filled : buckets)
        co_yield filled;
    }
    previous = sample;
  }
  co_yield count + least + greatest + longest + seen_zero + zeros + turns;
}

static long run(int size) {
  long sum = 0;
  for (long number : statistics(size))
    sum += number;
  return sum;
}

static workload row("many_locals", run, 500, 354505);
