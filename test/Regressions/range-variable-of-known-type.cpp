// RUN: %check-behaviour %s

// A loop over a range of a template, whose variable has a type that is known.
#include "support.h"
template <class Range> task<int> sum(Range range) {
  int result = 0;
  for (int &each : range) {
    co_await tick{};
    result += each++;
  }
  for (const long &each : range) {
    co_await tick{};
    result += int(each);
  }
  for (int each : range)
    result += co_await later(each);
  co_return result;
}

int main() { say("%d", run(sum(std::vector<int>{1, 2, 3}))); }
