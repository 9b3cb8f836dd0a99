// RUN: %check-behaviour %s

// co_return of a braced list, and of values that convert.
#include "support.h"

struct point {
  int x = 0, y = 0;
};
task<point> braced(int n) {
  co_await tick{};
  if (n)
    co_return {n, n + 1};
  co_return {};
}
task<std::string> text(bool b) {
  co_await tick{};
  if (b)
    co_return {3, 'x'};
  co_return "converted";
}
task<std::vector<int>> list() {
  co_await tick{};
  co_return {co_await ask(1), 2, co_await ask(3)};
}
task<long> wide() { co_return co_await ask(7); }
task<std::optional<int>> maybe_number(bool b) {
  co_await tick{};
  if (b)
    co_return 5;
  co_return std::nullopt;
}

int main() {
  for (int n : {0, 4})
    say("%d %d", run(braced(n)).x, run(braced(n)).y);
  for (bool b : {true, false})
    say("%s %d", run(text(b)).c_str(), run(maybe_number(b)).value_or(-1));
  for (int n : run(list()))
    say("%d", n);
  say("%ld", run(wide()));
}
