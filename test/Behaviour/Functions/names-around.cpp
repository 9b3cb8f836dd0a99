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

// What `extern` encloses stands in no scope of its own.
extern "C++" {
task<> enclosed() {
  co_await tick{};
  say("enclosed");
}
namespace inner {
extern "C++" template <class T> task<T> enclosed_of(T x) {
  co_await tick{};
  co_return x;
}
} // namespace inner
}

int main() {
  run(enclosed());
  say("%d", run(inner::enclosed_of(2)));
  has_members m;
  run(m.told());
  say("%d", run(m.told_of(1)));
}
