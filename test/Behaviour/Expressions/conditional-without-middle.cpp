// `x ?: y`: x is evaluated once, held if y suspends, and is the value and the condition.
// RUN: %check-behaviour %s --flags=-Wno-gnu-conditional-omitted-operand
#include "support.h"
int g = 0;
task<> scalars() {
  int a = co_await ask(3) ?: 7;
  int b = co_await ask(0) ?: 7;
  int c = g ?: co_await ask(5);
  int d = co_await ask(0) ?: co_await ask(6);
  int e = ++g ?: co_await ask(5);
  say("%d %d %d %d %d", a, b, c, d, e);
  say("%d", 1 + (co_await ask(0) ?: co_await ask(2)) * (co_await ask(4) ?: 1));
  const char *p = nullptr;
  const char *q = p ?: (co_await tick{}, "q");
  say("%s", q);
}
struct box : noisy { using noisy::noisy; explicit operator bool() const { say("bool %s", c_str()); return name[0] != '-'; } };
box mk(const char *n) { return box(n); }
task<> classes() {
  box a = mk("a") ?: (co_await tick{}, mk("b"));
  say("%s", a.c_str());
  box b = mk("-c") ?: (co_await tick{}, mk("d"));
  say("%s", b.c_str());
  box l("l");
  box &r = l ?: (co_await tick{}, a);
  say("%s", r.c_str());
  box m("-m");
  box &s = m ?: (co_await tick{}, a);
  say("%s", s.c_str());
  const box &ext = mk("e") ?: (co_await tick{}, mk("f"));
  say("%s", ext.c_str());
}
int main() { run(scalars()); run(classes()); destroy_at_every_point(classes); destroy_at_every_point(scalars); }
