// RUN: %check-behaviour %s --plain

// Lambdas and members, with parameters of every kind.
#include "support.h"

namespace {
struct account {
  std::string owner;
  int balance;

  task<int> deposit(int amount, const noisy &reason) {
    co_await tick{};
    balance += amount;
    say("%s: %d for %s", owner.c_str(), balance, reason.c_str());
    co_return balance;
  }
  task<> close() &&;
  static task<account> open(std::string owner, std::unique_ptr<int> first) {
    int amount = co_await later(*first);
    co_return account{std::move(owner), amount};
  }
  virtual ~account() = default;
  account(std::string o, int b) : owner(std::move(o)), balance(b) {}
  account(account &&) = default;
};
} // namespace

task<> account::close() && {
  noisy closing("closing " + owner);
  co_await tick{};
  balance = 0;
}

template <class T> struct holder {
  T value;
  T get() const { return value; }
};

task<> work(argument by_value, noisy &&by_reference, int array[2], void (*f)()) {
  account a = co_await account::open("a", std::make_unique<int>(5));
  noisy reason("reason");
  auto amount = [&, n = co_await later(6)] { return n + int(a.owner.size()); };
  say("%d", co_await a.deposit(amount(), reason) + co_await a.deposit(amount(), noisy("other")));
  say("%s %s %d", by_value.name, by_reference.c_str(), array[1]);
  f();
  co_await std::move(a).close();
  auto &&[first, second] = std::pair<int, noisy>(co_await later(1), "second");
  co_await tick{};
  say("%d %s %d", first, second.c_str(), holder<int>{co_await later(3)}.get());
}

auto stored = [](int n) -> task<int> { co_return n + co_await ready{1}; };

int main() {
  int array[] = {1, 2};
  argument object("object");
  noisy other("other");
  run(work(object, std::move(other), array, [] { say("called"); }));
  say("%d", run(stored(1)));
  noisy outside("outside");
  auto capturing = [&, copy = std::string("copy")](int n) -> task<> {
    co_await tick{};
    say("%s %s %d", outside.c_str(), copy.c_str(), n);
  };
  run(capturing(2));
}
