// RUN: %check-behaviour %s

// A coroutine lambda may name a member of the object around it where nothing is evaluated.
#include "support.h"
struct object {
  long m = 3;
  task<int> member(int n) {
    auto lambda = [this](int x) -> task<int> {
      co_await tick{};
      co_return decltype(m + x)(x) + int(sizeof(decltype(m)));
    };
    co_return co_await lambda(n);
  }
};

int main() {
  object o;
  say("%d", run(o.member(4)));
}
