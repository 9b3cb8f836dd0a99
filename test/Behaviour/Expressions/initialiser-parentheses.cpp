// RUN: %check-behaviour %s

// T x(co_await ...), T x = ..., and member functions of what was made.
#include "support.h"

struct point {
  noisy mine;
  int x, y;
  point(int a, int b) : mine("point"), x(a), y(b) {}
  explicit point(int a) : point(a, 0) {}
  point(const point &) = delete;
};

task<> work() {
  int a(co_await ask(1));
  int b = co_await ask(2);
  point p(co_await ask(3), b);
  point q(co_await ask(4));
  point r = point(a, co_await ask(5));
  const int c = co_await ask(6), d = c + 1, e = d + co_await ask(7);
  auto f = static_cast<long>(co_await ask(8));
  say("%d %d %d %d %d %d %ld %d", a, b, p.x, q.x, r.y, e, f, point(co_await ask(9), 1).x);
}

int main() { run(work()); }
