// RUN: %check-behaviour %s

// Of a reference that a template keeps in a class of the support header, `r.*p` stays what it is: that has no `->*`.
#include "support.h"
struct counter {
  int n;
  int get() const { return n; }
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
int main() { say("%d", run(work(3))); }
