// RUN: %check-behaviour %s
// The variable of a range-based for is a structured binding, by reference.
#include "support.h"
#include <map>

struct pair {
  int a, b;
};
task<int> sum(std::vector<pair> numbers) {
  int result = 0;
  for (const auto &[a, b] : co_await later(numbers))
    result += a * b;
  for (auto &[a, b] : numbers)
    a += co_await later(b);
  for (auto &&[a, b] : numbers)
    result += a;
  for (const auto &[key, value] : std::map<int, int>{{1, 2}, {3, 4}})
    result += key * co_await later(value);
  co_return result;
}

int main() { say("%d", run(sum({{1, 2}, {3, 4}}))); }
