// RUN: %check-behaviour %s

// Locals of templates whose class template is named without arguments: the frame asks the initialiser for the class.
#include "support.h"
#include <tuple>

namespace tools {
template <class F> struct on_leaving {
  explicit on_leaving(F f) : call(std::move(f)) {}
  on_leaving(const on_leaving &) = delete;
  ~on_leaving() { call(); }
  F call;
};
template <class F> struct convertible {
  convertible(F f) : call(std::move(f)) {}
  F call;
};
template <class A, class B> struct both {
  A a;
  B b;
};
template <class A, class B> both(A, B) -> both<A, B>;
template <class T = int> struct defaulted {
  T value = 4;
};
} // namespace tools

template <class T> task<> values(T n) {
  std::pair p(n, co_await later(1));
  std::tuple t{n, noisy("in tuple"), 2};
  tools::both b = {n, 3};
  const tools::both c{n, n};
  tools::defaulted d;
  tools::defaulted e{};
  std::pair copy = p;
  co_await tick{};
  say("%d %d", int(p.first), p.second);
  say("%d %s %d", int(std::get<0>(t)), std::get<1>(t).c_str(), std::get<2>(t));
  say("%d %d %d %d", int(b.a), b.b, int(c.a), int(c.b));
  say("%d %d %d", d.value, e.value, copy.second);
}

template <class T> task<> closures(T n) {
  noisy x("x");
  tools::on_leaving first{[&] { say("leaving %d %s", int(n), x.c_str()); }};
  const tools::on_leaving second([n, x] { say("closed %d %s", int(n), x.c_str()); });
  tools::convertible third = [&n] { return n; };
  tools::both fourth{[&n] { return n; }, [x](auto y) { return x.name + y; }};
  co_await tick{};
  ++n;
  say("%d %d %s", int(third.call()), int(fourth.a()), fourth.b("y").c_str());
}

template <class T> struct holder {
  T own;
  task<> work() {
    tools::on_leaving leaving{[this] { say("leaving %d", int(own)); }};
    tools::convertible get = [this] { return own; };
    co_await tick{};
    own += 1;
    say("%d", int(get.call()));
  }
};

template <class... T> task<> packs(T... xs) {
  std::tuple t{xs...};
  tools::convertible sum = [&] { return (0 + ... + int(xs)); };
  co_await tick{};
  say("%d %d", int(std::get<0>(t)), sum.call());
}

template <class T> task<> in_branches(T n) {
  if constexpr (sizeof(T) == sizeof(int)) {
    tools::convertible get = [&] { return n; };
    co_await tick{};
    say("int %d", get.call());
  }
  for (int i = 0; i < 2; ++i) {
    tools::on_leaving leaving{[&, i] { say("turn %d of %d", i, int(n)); }};
    co_await tick{};
  }
  auto inner = [&](auto m) -> task<> {
    tools::on_leaving leaving{[&] { say("leaving inner %d", int(m)); }};
    co_await tick{};
  };
  co_await inner(n);
}

// What is known needs no more than one object either.
task<> known(int n) {
  noisy x("x");
  const tools::on_leaving leaving{[x, n] { say("closed %d %s", n, x.c_str()); }};
  co_await tick{};
  say("known");
}

int main() {
  run(values(2));
  run(values(short(3)));
  run(closures(5));
  run(closures(short(6)));
  run(holder<int>{7}.work());
  run(packs(1, 2L, short(3)));
  run(in_branches(8));
  run(in_branches(short(9)));
  run(known(10));
  destroy_at_every_point([] { return closures(1); });
}
