// RUN: %check-behaviour %s
// The arguments of a class template are deduced from a closure: what the frame keeps is the class, not the closure.
#include "support.h"

namespace tools {
template <class F> struct on_leaving {
  explicit on_leaving(F f) : call(std::move(f)) {}
  on_leaving(const on_leaving &) = delete;
  ~on_leaving() { call(); }
  F call;
};
template <class F> struct aggregate {
  F call;
  int number = 0;
  ~aggregate() { call(); }
};
template <class F> aggregate(F, int) -> aggregate<F>;
template <class F> aggregate(F) -> aggregate<F>;
template <class F> struct convertible {
  convertible(F f) : call(std::move(f)) {}
  F call;
};
} // namespace tools
using tools::on_leaving;

task<> named(int n) {
  auto closing = [n] { say("closing %d", n); };
  on_leaving first(closing);
  const tools::on_leaving second{[&n] { say("closed %d", n); }};
  tools::aggregate third{[] { say("third"); }, n};
  co_await tick{};
  ++n;
  tools::convertible fourth = [n] { return n; };
  co_await later(third.number);
  say("%d", fourth.call());
}

// The same where an argument has a type that is private.
class secret {
  struct hidden {
    noisy n{"hidden"};
  };

public:
  static hidden make() { return {}; }
};
task<> inaccessible() {
  std::pair p{secret::make(), co_await later(1)};
  co_await tick{};
  say("%s %d", p.first.n.c_str(), p.second);
}

int main() {
  run(named(3));
  run(inaccessible());
}
