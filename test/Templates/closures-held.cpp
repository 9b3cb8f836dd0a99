// RUN: %check-behaviour %s

// A closure in the frame of a const member function or of a generic lambda: g++
// takes the names of members in the type of the closure for const ones, and the
// name of a factory for another type in each function of the frame.
#include "support.h"

template <class T> struct adder {
  T part;
  task<T> add(T x) const {
    auto &self = *this;
    auto plus = [&](T y) -> T { return self.part + x + y; };
    co_await tick{};
    co_return plus(1);
  }
  task<T> sum(T last) const {
    auto self = this;
    auto down = [&](auto me, T n) -> T { return n ? self->part + me(me, n - 1) : T{}; };
    co_await tick{};
    co_return down(down, last);
  }
};

template <class T> struct keeper {
  T part;
  task<T> keep(T x) const {
    auto inner = [&x, this](auto y) mutable -> task<T> {
      co_await tick{};
      x += y;
      co_return x + part;
    };
    co_await tick{};
    co_return co_await inner(2) + co_await inner(T(3));
  }
};

template <class T> task<T> in_generic(T start) {
  auto outer = [&](auto x) -> task<T> {
    auto assign = [&](T y) { return y + (x = x = start); };
    auto copy = [x](auto y) { return x + y; };
    co_await tick{};
    co_return assign(3) + copy(x);
  };
  co_return co_await outer(start) + co_await outer(short(2));
}

int main() {
  say("%d", run(adder<int>{3}.add(4)));
  say("%d", run(adder<int>{3}.sum(4)));
  say("%d", run(keeper<int>{3}.keep(4)));
  say("%d", run(in_generic(5)));
}
