// RUN: %check-behaviour %s

// Template parameters that are called as what the lowered text has names for.
#include "support.h"

template <class frame, class memory> task<> types(frame f, memory m) {
  co_await tick{};
  frame copy = f;
  say("%d %d", int(copy), int(m));
}
template <class next, int state> task<> value(next n) {
  next copy = n;
  co_await tick{};
  say("%d %d", int(copy), state);
}
template <class step, template <class> class handle> task<> templates(handle<step> h) {
  co_await tick{};
  say("%d", int(h.size()));
}
template <class T> using list = std::vector<T>;

int main() {
  run(types(1, 2L));
  run(value<int, 3>(4));
  run(templates<int, list>({5, 6}));
}
