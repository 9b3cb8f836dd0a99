// RUN: %check-behaviour %s

// Of a reference that a template keeps in a class of the support header, `r.*p` stays what it is: that has no `->*`.
// A function that is named so is nothing that can be kept in front of a suspension: its object is.
#include "support.h"
struct counter {
  int n;
  int get() const { return n; }
  int plus(int m) const { return n + m; }
  counter &self() { return *this; }
};
template <class T> task<int> work(T x) {
  counter object{x};
  counter &reference = (object.self() = co_await later(counter{int(x)}));
  int sum = (reference.*&counter::get)();
  co_await tick{};
  sum += (reference.*&counter::get)() + reference.*&counter::n;
  co_return sum;
}
template <class T> task<int> add(T x) {
  auto plus = &T::plus;
  co_await tick{};
  co_return ((co_await later(x)).*plus)(co_await later(4)) + co_await later((x.*&T::get)());
}
int main() {
  say("%d", run(work(3)));
  say("%d", run(add(counter{5})));
}
