// RUN: %check-behaviour %s

// Friend functions defined in the class, found by argument-dependent lookup, that use private members.
#include "support.h"

class vault {
  int secret = 42;
  noisy mine{"vault"};
  friend task<int> open(vault &v) {
    co_await tick{};
    v.secret += co_await ask(1);
    co_return v.secret;
  }
  friend task<int> peek(const vault &v);
  friend struct thief;
};

task<int> peek(const vault &v) {
  noisy local("local");
  co_await tick{};
  co_return v.secret + int(v.mine.name.size());
}

struct thief {
  task<int> steal(vault &v) {
    int got = std::exchange(v.secret, 0);
    co_await tick{};
    co_return got + v.secret;
  }
};

int main() {
  vault v;
  say("%d", run(open(v)));
  say("%d", run(peek(v)));
  say("%d", run(thief().steal(v)));
}
