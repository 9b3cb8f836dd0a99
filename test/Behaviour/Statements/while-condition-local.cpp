// RUN: %check-behaviour %s

// The variable of a loop's condition that suspends; it is a local where nothing
// else in the loop does.
#include "support.h"
struct item {
  noisy n;
  int v;
  explicit operator bool() const { return v < 3; }
};
struct next : tick {
  int v;
  next(int v) : v(v) {}
  item await_resume() { return item{noisy("i" + std::to_string(v)), v}; }
};
task<int> f() {
  int sum = 0, i = 0;
  noisy outer("outer");
  while (item x = co_await next(i++)) {
    sum += x.v;
    if (x.v == 1)
      continue;
    noisy in("in");
    if (sum > 100)
      break;
  }
  while (std::optional<int> o = co_await later<std::optional<int>>(
             i < 6 ? std::optional<int>(i++) : std::nullopt))
    sum += *o;
  while (int n = co_await later<int>(i++ % 3)) {
    if (n == 2 && sum > 5)
      co_return sum;
    sum += co_await later<int>(n);
  }
  co_return sum;
}
int main() {
  guarded([&] { say("%d", run(f())); });
  destroy_at_every_point([] { return f(); });
}
