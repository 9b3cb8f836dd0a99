// A member of an aggregate fails to be made: those made before are destroyed.
// RUN: %check-behaviour %s
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


int main() {
  for (int n : {1, 2}) {
    guarded([&] { run(aggregate(n)); });
  }
}
