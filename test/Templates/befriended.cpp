// RUN: %check-behaviour %s

// Templates that a class has befriended: their frames reach what it hides.
#include "support.h"
class vault {
  struct inside {
    int z = 2;
    noisy n{"inside"};
  };
  int key = 7;
  template <class T> friend task<int> opens(T t);
  template <class> friend struct opener;
  template <class T> friend task<int> reads(vault &v, T t);
};
template <class T> task<int> opens(T t) {
  vault::inside i;
  co_await tick{};
  co_return i.z + int(t);
}
template <class U> struct opener {
  task<int> run(U u) {
    vault::inside i;
    co_await tick{};
    co_return i.z + int(u);
  }
};
template <class T> task<int> reads(vault &v, T t) {
  v.key += t;
  co_await tick{};
  co_return v.key + int(t);
}
task<int> all(vault &v) {
  opener<int> o;
  co_return co_await opens(1) + co_await o.run(2) + co_await reads(v, 3);
}
int main() {
  vault v;
  say("%d", run(all(v)));
}
