// RUN: %check-behaviour %s

// Classes, enumerations, aliases, using declarations and directives inside a coroutine.
#include "support.h"

namespace tools {
int helper(int n) { return n + 1; }
namespace inner {
int other(int n) { return n + 2; }
} // namespace inner
} // namespace tools

task<> work(int n) {
  struct point {
    int x, y;
    int sum() const { return x + y; }
    noisy mine = "point";
  };
  enum color { red, green = 5 };
  enum class scoped : char { a = 'a' };
  using number = long;
  typedef unsigned char byte;
  using tools::helper;
  using namespace tools::inner;
  namespace t = tools;
  static_assert(sizeof(byte) == 1);
  struct awaiter : tick {
    int value;
    explicit awaiter(int v) : value(v) {}
    int await_resume() const { return value; }
  };
  int defined_below(int); // a local declaration of a function
  point p{n, 2};
  co_await tick{};
  color c = green;
  scoped s = scoped::a;
  number m = co_await awaiter(7);
  point *q = &p;
  byte b = byte(other(n));
  co_await tick{};
  say("%d %d %c %ld %d %d %d", q->sum(), c, char(s), m, b, helper(defined_below(n)), t::inner::other(c == red));
}

int defined_below(int n) { return 10 * n; }

int main() { run(work(1)); }
