// RUN: %check-behaviour %s

// g++ 12 crashes on braced lists in `decltype` in a local class of a template, if they name members that a
// using-declaration brings in.
#include "support.h"

struct base {
  unsigned value;
};
struct derived : private base {
  using base::value;
  explicit derived(unsigned n) : base{n} {}
};

unsigned sum(unsigned *array) {
  unsigned result = array[0] + array[1];
  delete[] array;
  return result;
}

template <class T> task<T> list(T first, derived second) {
  T result = 0;
  for (T each : {T(co_await later(int(first))), second.value++, second.value})
    result = result * 10 + T(co_await later(int(each)));
  co_return result;
}

template <class T> task<T> operand(T first, derived second) {
  co_return T(sum(new unsigned[2]{second.value, second.value++}) * co_await later(int(first)));
}

int main() {
  say("%u", run(list(1u, derived(2))));
  say("%u", run(operand(3u, derived(4))));
}
