// RUN: %check-behaviour %s
// Clang gives the parameters of an explicit specialisation the names that the template's have, where there is a
// default argument.
#include "support.h"

template <class T> struct holder {
  T k;
  template <class U> task<> work(U u, T t = T{3}) const;
};
template <class T> template <class U> task<> holder<T>::work(U u, T t) const {
  co_await tick{};
  say("general %d", int(u + k + t));
}
template <> template <> task<> holder<int>::work<char>(char c, int) const {
  int u = 5;
  co_await tick{};
  say("char %c %d", c, u);
}
template <> template <> task<> holder<int>::work<short>(short t, int u) const {
  co_await tick{};
  say("short %d %d", t, u);
}

int main() {
  holder<int> h{2};
  run(h.work(1L));
  run(h.work('a'));
  run(h.work(short(7)));
}
