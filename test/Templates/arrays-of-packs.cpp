// Arrays whose bound is the number of elements of a pack, across suspensions.
// RUN: %check-behaviour %s
#include "support.h"

template <class... T> task<int> numbers(T... values) {
  int all[] = {int(values)...};
  int more[] = {1, int(values + 1)..., 2, int(values * 2)...};
  co_await tick();
  int sum = 0;
  for (int each : all)
    sum += each;
  for (int each : more)
    sum += each;
  co_return sum;
}

template <class... T> task<> objects(T... values) {
  noisy all[] = {noisy(std::to_string(values))..., "last"};
  co_await tick();
  const char *names[] = {all[0].c_str(), "x"};
  co_await tick();
  say("%s %s of %d", names[0], names[1], int(std::size(all)));
}

template <class... T> task<int> awaited(const T &...values) {
  int all[] = {(co_await later<int>(int(values)))..., co_await later<int>(1)};
  co_await tick();
  int sum = 0;
  for (int each : all)
    sum = sum * 10 + each;
  co_return sum;
}

template <int... N> task<int> of_values() {
  const int all[] = {N...};
  co_await tick();
  int sum = 0;
  for (const int &each : all)
    sum = sum * 10 + each;
  co_return sum;
}

int main() {
  say("%d", run(numbers(1, 2L, short(3))));
  run(objects(1, 2));
  destroy_at_every_point([] { return objects(3, 4, 5); });
  say("%d", run(awaited(4, 2L)));
  say("%d", run(of_values<5, 6, 7>()));
}
