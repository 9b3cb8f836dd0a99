// RUN: %check-behaviour %s

// Member functions defined in the class and outside, using members with and without this, after suspensions.
#include "support.h"

class account {
public:
  explicit account(int b) : balance(b) {}
  task<int> deposit(int n) {
    noisy local("local");
    balance += n;
    co_await tick{};
    this->balance += n;
    co_return balance;
  }
  task<int> withdraw(int n);
  task<int> both(int n) {
    int a = co_await deposit(n);
    int b = co_await this->withdraw(n);
    co_return a * 1000 + b;
  }
  account &self() { return *this; }

private:
  int balance;
  noisy mine{"account"};
  int fee(int n) const { return n / 10; }
};

task<int> account::withdraw(int n) {
  co_await tick{};
  balance -= n + fee(n);
  auto later_fee = [this, n] { return fee(n); };
  co_await tick{};
  balance -= later_fee();
  mine.name += "!";
  co_return self().balance;
}

int main() {
  account a(100);
  say("%d", run(a.both(20)));
  say("%d", run(a.withdraw(10)));
}
