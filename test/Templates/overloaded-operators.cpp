// RUN: %check-behaviour %s

// Operators that an instance may overload, of which only the left operand
// suspends.
#include "support.h"
struct hack {
  template <class T> friend T &&operator,(T &&t, hack) {
    say("comma");
    return (T &&)t;
  }
  friend hack operator,(hack, hack) { return {}; }
};
template <class A> task<> f(A a) { say("%d", (co_await (A &&) a, hack{})); }
template <class A> task<> g(A a) {
  (co_await (A &&) a, hack{});
  co_await tick();
}
struct flag {
  int v;
  friend bool operator&&(const flag &a, const noisy &b) {
    say("and %d %s", a.v, b.c_str());
    return a.v;
  }
  friend bool operator||(const flag &a, const noisy &b) {
    say("or");
    return a.v;
  }
  explicit operator bool() const { return v; }
};
template <class A> task<> h(A a, A b) {
  if (co_await A(a) && noisy("r"))
    say("yes");
  if (co_await A(b) || noisy("r"))
    say("yes");
  co_await tick();
  bool x = co_await a && noisy("q");
  say("%d", x);
}
int main() {
  run(f(later<int>(1)));
  run(g(later<int>(1)));
  run(g(tick()));
  run(h(later<flag>(flag{1}), later<flag>(flag{0})));
}
