// RUN: %check-behaviour %s

// What is no namespace and no type hides neither `std` nor `switchback`.
#include "support.h"

struct has_members {
  int switchback = 3;
  static int std() { return 4; }
  task<> told() {
    co_await tick{};
    say("told %d %d", switchback, std());
  }
  template <class T> task<T> told_of(T x) {
    co_await tick{};
    co_return x + switchback + std();
  }
};

int main() {
  has_members m;
  run(m.told());
  say("%d", run(m.told_of(1)));
}
