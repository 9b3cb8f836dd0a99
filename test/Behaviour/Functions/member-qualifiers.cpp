// RUN: %check-behaviour %s

// const, volatile and reference qualified members, and noexcept ones.
#include "support.h"

struct object {
  noisy mine{"object"};
  mutable int reads = 0;
  int n = 1;
  task<int> constant() const {
    ++reads;
    co_await tick{};
    co_return n + reads;
  }
  task<int> lvalue() & {
    co_await tick{};
    co_return ++n;
  }
  task<noisy> rvalue() && {
    co_await tick{};
    co_return std::move(mine);
  }
  task<int> const_lvalue() const &;
  task<int> no_exception() const noexcept {
    co_await tick{};
    co_return n;
  }
  task<int> unstable() volatile {
    co_await tick{};
    n = n + 1;
    co_return n;
  }
};

task<int> object::const_lvalue() const & {
  co_await tick{};
  co_return n * 10;
}

int main() {
  object o;
  say("%d", run(o.constant()));
  say("%d", run(o.lvalue()));
  say("%d", run(o.const_lvalue()));
  say("%d", run(o.no_exception()));
  say("%d", run(o.unstable()));
  noisy taken = run(std::move(o).rvalue());
  say("%s %s", taken.c_str(), o.mine.c_str());
}
