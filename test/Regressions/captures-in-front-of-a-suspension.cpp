// RUN: %check-behaviour %s

// A copy that a lambda captures in front of a capture that suspends is made before it: what the variable becomes
// meanwhile is not seen.
#include "support.h"

struct bump {
  unsigned &r;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    r += 10;
    return false;
  }
  unsigned await_resume() { return r += 100; }
};
struct pod {
  unsigned a;
};

task<int> stored(unsigned n) {
  auto l = [n, c = co_await bump{n}](unsigned x) { return n * 1000 + c + x; };
  say("%u", l(1));
  pod p{3};
  auto m = [p, &n, c = co_await bump{p.a}](unsigned x) { return p.a * 1000 + c + x + n; };
  say("%u", m(1));
  auto k = [=, c = co_await bump{n}](unsigned x) { return n * 1000 + c + x + p.a; };
  say("%u", k(1));
  auto behind = [n, c = co_await bump{n}, p](unsigned x) { return n * 1000 + c + x + p.a; };
  say("%u", behind(1));
  unsigned array[2]{1, 2};
  auto q = [array, c = co_await bump{array[1]}](unsigned x) { return array[1] * 1000 + c + x; };
  say("%u", q(1));
  auto [b, d] = array;
  auto r = [d, c = co_await bump{d}](unsigned x) { return d * 1000 + c + x; };
  say("%u", r(1));
  co_return int(b);
}

task<int> called(unsigned n) {
  say("%u", [n, c = co_await bump{n}] { return n * 1000 + c; }());
  say("%u", [first = n, n, c = co_await bump{n}](unsigned x) { return first * 1000 + c + x + n; }(1));
  unsigned array[2]{1, 2};
  say("%u", [array, c = co_await bump{array[1]}](unsigned x) { return array[1] * 1000 + c + x; }(1));
  co_return 0;
}

int main() {
  say("%d", run(stored(5)));
  say("%d", run(called(5)));
}
