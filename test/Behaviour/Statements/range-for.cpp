// RUN: %check-behaviour %s

// range-for with awaits in the body, the range and the initialiser; over arrays, vectors, lists, generators.
#include "support.h"

generator<int> up_to(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
}
task<std::vector<int>> numbers() {
  co_await tick{};
  co_return std::vector<int>{4, 5};
}

task<> work() {
  int array[] = {1, 2, 3};
  for (int &n : array)
    n += co_await ask(n);
  for (int n : co_await numbers()) {
    noisy scope("scope");
    if (n == 5)
      break;
    co_await tick{};
    say("n %d", n);
  }
  for (auto v = co_await numbers(); const int &n : v)
    say("%d", n + co_await ask(1));
  for (int n : {array[0], 8})
    say("%d", co_await ask(n));
  for (const int &n : up_to(3)) {
    co_await tick{};
    if (n == 1)
      continue;
    say("generated %d", n);
  }
  for (char c : std::string("ab"))
    say("%c%d", c, co_await ask(c));
}

int main() { run(work()); }
