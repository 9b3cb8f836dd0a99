// `this` and `*this`, implicit and explicit, in const and other members, and lambdas in lambdas.
// RUN: %check-behaviour %s
#include "support.h"

struct account {
  int balance = 10;
  noisy owner{"owner"};
  static int total;
  int twice() const { return 2 * balance; }

  task<int> deposit(int n) {
    auto body = [this](int amount) -> task<int> {
      co_await tick();
      balance += amount;
      this->owner = noisy("changed");
      total += amount;
      co_return twice();
    };
    auto t = body(n);
    t.resume();
    drain();
    return t;
  }
  int all_defaults() {
    int extra = 5;
    auto by_reference = [&]() -> task<int> {
      balance += extra;
      extra = co_await ask(1);
      co_return balance + extra;
    };
    int sum = run(by_reference());
    return sum + extra;
  }
  int copied() const {
    auto copy = [*this, n = 1]() mutable -> task<int> {
      ++n;
      co_await tick();
      say("%s", owner.c_str());
      co_return balance + n + twice();
    };
    return run(copy()) + run(copy());
  }
  int nested() {
    auto outer = [this](int n) -> task<int> {
      auto add = [this, n](int m) { return balance + n + m; };
      co_await tick();
      co_return add(1);
    };
    return run(outer(100));
  }
};
int account::total = 0;

int main() {
  account a;
  auto t = a.deposit(5);
  say("%d %d", t.await_resume(), account::total);
  say("%d", a.all_defaults());
  say("%d", a.copied());
  say("%d", a.nested());
}
