// RUN: %check-behaviour %s

// Awaits inside casts of every kind.
#include "support.h"

struct base {
  virtual ~base() = default;
  int b = 1;
};
struct derived : base {
  int d = 2;
};
enum class level { low, high };
struct celsius {
  double degrees;
  explicit celsius(int n) : degrees(n) {}
  operator int() const { return int(degrees); }
};

task<> work() {
  derived object;
  base *p = &object;
  say("%d", static_cast<derived *>(co_await later(p))->d);
  say("%d", dynamic_cast<derived &>(*co_await later(p)).d);
  say("%d", (int)(co_await later(2.9)));
  say("%d", int(co_await later(3.9)) + int{co_await later(short(4))});
  level l = static_cast<level>(co_await ask(1));
  say("%d", l == level::high);
  int converted = co_await later(celsius(20));
  celsius c = celsius(co_await ask(30));
  const int *q = const_cast<const int *>(co_await later(&converted));
  say("%d %.1f %d", converted, c.degrees, *reinterpret_cast<const int *>(q));
  bool flag = co_await later(p);
  say("%d", flag);
}

int main() { run(work()); }
