// RUN: %check-behaviour %s

// Operators, conversion functions and call operators that are coroutines.
#include "support.h"

struct machine {
  int n;
  task<int> operator()(int k) {
    co_await tick{};
    co_return n += k;
  }
  task<int> operator+(const machine &other) const {
    co_await tick{};
    co_return n + other.n;
  }
  task<int> operator[](int i) const {
    co_await tick{};
    co_return n * i;
  }
  operator task<int>() const {
    co_await tick{};
    co_return n;
  }
  task<> operator++() {
    co_await tick{};
    ++n;
  }
};
task<int> operator-(const machine &a, int k) {
  co_await tick{};
  co_return a.n - k;
}

int main() {
  machine a{1}, b{20};
  say("%d", run(a(4)));
  say("%d", run(a + b));
  say("%d", run(b[3]));
  say("%d", run(static_cast<task<int>>(b)));
  run(++b);
  say("%d", run(b - 5));
}
