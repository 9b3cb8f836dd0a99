// RUN: %check-behaviour %s

// sizeof, decltype, noexcept, alignof and typeid beside awaits; nothing in them is evaluated.
#include "support.h"
#include <typeinfo>

int never() {
  say("never");
  return 0;
}
struct base {
  virtual ~base() = default;
};
struct derived : base {};

task<> work() {
  decltype(never()) n = co_await ask(1);
  using promised = decltype(ask(0).await_resume());
  promised m = co_await ask(2);
  say("%d", n + m + int(sizeof(char[3])) + int(sizeof(never())) * 0 + co_await ask(3));
  say("%d %d", noexcept(never()), int(alignof(char)) + co_await ask(4));
  derived d;
  base &b = d;
  say("%d", typeid(b) == typeid(derived));
  say("%d", typeid(base) == typeid(b) || co_await ask(5));
  static_assert(std::is_same_v<promised, int>);
}

int main() { run(work()); }
