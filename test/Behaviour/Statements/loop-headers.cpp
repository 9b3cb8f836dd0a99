// RUN: %check-behaviour %s

// Suspensions and objects in every part of a loop's header, in the conditions of if, and loops with pragmas.
#include "support.h"

struct flag {
  noisy n{"flag"};
  int v;
  flag(int v) : v(v) {}
  explicit operator bool() const { return v > 0; }
};
struct counter {
  int i;
  noisy n{"counter"};
  counter(int i) : i(i) {}
};

task<> in_for(int n) {
  for (int i = co_await later(0); i < co_await later(n); i += co_await later(1)) {
    noisy b("b");
    if (i == 1)
      continue;
    say("%d", i);
  }
  for (counter c(co_await later(0)); c.i < n; ++c.i) {
    co_await tick{};
    if (c.i == 1)
      continue;
    say("%d", c.i);
  }
  for (counter c = 0, d{1}; co_await later(c.i < n); ++c.i, co_await tick{}) {
    noisy b("b");
    if (c.i == 2)
      break;
  }
  for (int i = 0; flag f = n - i; ++i) {
    co_await tick{};
    if (i == 1)
      continue;
    say("f %d", f.v);
  }
  for (int i = 0; flag f = co_await later(n - i); co_await tick{}, ++i) {
    noisy q("q");
    if (i == 1)
      continue;
    if (i == 2)
      break;
    say("f %d", f.v);
  }
  for (int a = 0, *p = &a; *p < 2; ++*p) {
    co_await tick{};
    say("p %d", *p);
  }
  for (struct { int x, y; } s{0, 3}; s.x < s.y; ++s.x) {
    co_await tick{};
    say("s %d", s.x);
  }
}

task<> in_while(int k) {
  int n = k;
  while (flag f = k--) {
    noisy w("w");
    co_await tick{};
    if (k == 1)
      continue;
    if (!k)
      break;
  }
  k = n;
  while (flag f = co_await later(k--)) {
    noisy w("w");
    if (k == 1)
      continue;
    say("w %d", f.v);
  }
  k = n;
  while (int v = co_await later(k--)) {
    say("v %d", v);
    if (k == 1)
      continue;
    co_await tick{};
  }
  k = n;
  do {
    noisy d("d");
    if (k == 1)
      continue;
    co_await tick{};
  } while (co_await later(--k) > 0);
  do
    co_await tick{};
  while (false);
  while (true)
    try {
      co_await tick{};
      if (k-- < -3)
        break;
      if (k == -2)
        continue;
      throw k;
    } catch (int x) {
      say("x %d", x);
      if (x == -3)
        continue;
    }
}

task<> in_if(int n) {
  if (flag f = n) {
    co_await tick{};
    say("yes");
  } else if (flag g = co_await later(n + 1)) {
    co_await tick{};
    say("g %d %d", f.v, g.v);
  } else {
    say("none");
    co_await tick{};
  }
  if (noisy i("init"); flag f = co_await later(n))
    co_await tick{};
  else
    say("else");
  if (n) [[unlikely]]
    co_await tick{};
  else [[likely]] {
    co_await tick{};
    say("l");
  }
}

task<> with_pragmas(int n) {
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i)
    co_await tick{};
  // Comment.
#pragma GCC unroll 2
  for (int i = 0; i < co_await later(2); ++i)
    say("x");
#pragma GCC unroll 2
  while (n > 0) {
    n--;
    co_await tick{};
  }
#pragma GCC unroll 2
  for (int x : {1, 2}) {
    co_await tick{};
    say("%d", x);
  }
  co_await tick{};
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i)
    say("%d", i);
}

int main() {
  for (int n : {0, 1, 2, 3, 4}) {
    say("n %d", n);
    run(in_for(n));
    run(in_while(n));
    run(in_if(n));
  }
  run(with_pragmas(2));
  destroy_at_every_point([] { return in_for(2); });
  destroy_at_every_point([] { return in_while(2); });
  destroy_at_every_point([] { return in_if(0); });
}
