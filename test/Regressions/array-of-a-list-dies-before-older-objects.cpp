// RUN: %check-behaviour %s
// In a template only an instance knows what a braced list is made of. The array behind a std::initializer_list dies with
// it all the same: before what stands in the frame, which is older.
#include "support.h"

template <class T> task<int> keeps_none(T x) {
  noisy first("first");
  co_await tick{};
  std::initializer_list<noisy> list = {noisy(co_await later(x)), noisy("third")};
  say("%d", int(list.size()));
  co_return int(list.size());
}
template <class T> task<int> keeps_list(T x) {
  noisy first("first");
  std::initializer_list<noisy> list{noisy(co_await later(x)), "third"};
  for (const noisy &each : list) {
    co_await tick{};
    say("%s", each.c_str());
  }
  noisy last("last");
  co_return int(list.size());
}
template <class T> task<int> keeps_numbers(T x) {
  noisy first("first");
  const std::initializer_list<int> list{1, co_await later(x), x + 1};
  co_await tick{};
  int sum = 0;
  for (int each : list)
    sum += each;
  co_return sum;
}
// One that is left before it is made, and one in a loop.
template <class T> task<int> leaves(T x) {
  for (int i = 0; i < 2; ++i) {
    noisy first("first");
    if (i == x)
      co_return i;
    auto list = std::initializer_list<noisy>{noisy(co_await later("made")), noisy(std::to_string(x))};
    co_await tick{};
    if (list.size() == 2)
      continue;
  }
  co_return 2;
}

int main() {
  say("%d", run(keeps_none("second")));
  say("%d", run(keeps_list("second")));
  say("%d", run(keeps_numbers(7)));
  say("%d", run(leaves(1)));
  destroy_at_every_point([] { return keeps_list("second"); });
  destroy_at_every_point([] { return leaves(5); });
}
