// RUN: %check-behaviour %s

// A loop inside a try, suspended many times in it; objects made before the loop survive.
#include "support.h"

generator<int> numbers(int limit) {
  noisy outer("outer");
  try {
    noisy inner("inner");
    for (int i = 0;; ++i) {
      noisy turn("turn");
      if (i == limit)
        throw i;
      co_yield i;
    }
  } catch (int n) {
    say("ended at %d", n);
  }
  co_yield -1;
}

int main() {
  for (int n : numbers(2))
    say("%d", n);
  destroy_at_every_point([] { return numbers(1); });
}
