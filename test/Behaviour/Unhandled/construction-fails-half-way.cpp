// RUN: %check-behaviour %s

// A member of an aggregate or an element of an array fails to be made: those made before are destroyed.
#include "support.h"

struct picky {
  noisy inner;
  explicit picky(int n) : inner(std::to_string(n)) {
    if (n == 2)
      throw error("two");
  }
};
struct pair {
  picky first, second;
};

task<> aggregate(int n) {
  noisy outer("outer");
  pair p{picky(1), picky(co_await ask(n))};
  say("%s", p.second.inner.c_str());
}

task<> array(int n) {
  noisy outer("outer");
  picky all[] = {picky(co_await ask(0)), picky(n), picky(co_await ask(3))};
  co_await tick{};
  say("%s", all[2].inner.c_str());
}

int main() {
  for (int n : {1, 2}) {
    guarded([&] { run(aggregate(n)); });
    guarded([&] { run(array(n)); });
  }
}
