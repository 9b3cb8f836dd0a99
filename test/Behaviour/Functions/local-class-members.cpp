// RUN: %check-behaviour %s

// Coroutines that are members of local classes, inside an ordinary function and inside a coroutine.
#include "support.h"

task<int> outer(int n) {
  struct helper {
    int base;
    noisy mine{"helper"};
    int add(int k) const { return base + k; }
  };
  helper h{n};
  co_await tick{};
  co_return h.add(co_await ask(1));
}

int main() {
  struct local {
    int n;
    task<int> work() const {
      noisy inner("inner");
      co_await tick{};
      co_return n + 1;
    }
    static task<int> other(int k) { co_return co_await outer(k); }
  };
  local l{5};
  say("%d", run(l.work()));
  say("%d", run(local::other(6)));
}
