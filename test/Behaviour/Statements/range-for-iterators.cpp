// RUN: %check-behaviour %s

// Free begin and end, iterators and sentinels of different types that print what is done with them.
#include "support.h"

namespace countdown {
struct from {
  int n;
};
struct sentinel {};
struct iterator {
  int n;
  int operator*() const {
    say("* %d", n);
    return n;
  }
  iterator &operator++() {
    say("++");
    --n;
    return *this;
  }
  bool operator!=(sentinel) const {
    say("!=");
    return n > 0;
  }
};
iterator begin(const from &f) { return {f.n}; }
sentinel end(const from &) { return {}; }
} // namespace countdown

task<> work() {
  for (int n : countdown::from{3}) {
    if (co_await ask(n) == 2)
      continue;
    say("body %d", n);
  }
  for (auto [a, b] : {std::pair(1, 2), std::pair(3, 4)})
    say("%d", a + co_await ask(b));
}

int main() { run(work()); }
