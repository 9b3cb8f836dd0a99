// What stands between parentheses is evaluated left to right, as clang does it, if one of it awaits.
// RUN: %check-behaviour %s
#include "support.h"
int tr(int n) { say("tr %d", n); return n; }
noisy nt(const char *s) { return noisy(s); }
int f3(int a, int b, int c) { return a + b + c; }
int fn(const noisy &a, int b, noisy c) { say("fn %s %s", a.c_str(), c.c_str()); return b; }
struct C { int v; C(int a, int b, int c) : v(a + b + c) {} C(int a, const noisy &, int b) : v(a+b) {} C &add(int a, int b) { v += a + b; return *this; } };
int (*fp(int n))(int, int, int) { say("fp %d", n); return f3; }
task<> all() {
  say("%d", f3(tr(1), co_await ask(2), tr(3)));
  say("%d", f3(co_await ask(1), tr(2), tr(3)));
  say("%d", f3(tr(1), tr(2), co_await ask(3)));
  say("%d", f3(co_await ask(1), co_await ask(2), tr(3)));
  say("%d", fn(nt("a"), co_await ask(1), nt("c")));
  say("%d", fn(co_await make("a"), tr(1), nt("c")));
  say("%d", fn(co_await make("a"), co_await ask(1), co_await make("c")));
  C c(tr(1), co_await ask(2), tr(3));
  C d{co_await ask(1), tr(2), tr(3)};
  C e(co_await ask(1), nt("n"), tr(2));
  say("%d %d %d", c.v, d.v, e.v);
  c.add(tr(1), co_await ask(2)).add(co_await ask(3), tr(4)).add(tr(5), tr(6));
  say("%d", c.v);
  say("%d", fp(co_await ask(1))(tr(1), co_await ask(2), tr(3)));
  say("%d", fp(1)(co_await ask(1), tr(2), tr(3)));
  say("%d", tr(1) + co_await ask(2) * tr(3));
  say("%d", co_await ask(2) - tr(3));
  say("%d", tr(1) << co_await ask(2));
  int arr[4] = {};
  arr[tr(1)] = co_await ask(2);
  arr[co_await ask(1)] = tr(3);
  arr[tr(2)] += co_await ask(2);
  say("%d %d", arr[1], arr[2]);
  std::string s = std::string("a") + std::to_string(co_await ask(1)) + std::to_string(tr(2));
  say("%s", s.c_str());
  say("%d %d %d", tr(1), co_await ask(1), tr(2));
  std::pair<int, int> pr{tr(1), co_await ask(2)};
  std::pair<int, int> pr2(co_await ask(2), tr(1));
  std::vector<int> v; v.reserve(4); v.push_back(co_await ask(1)); v.emplace(v.begin(), tr(1) + co_await ask(2));
  f3(tr(1), f3(tr(2), co_await ask(3), tr(4)), tr(5));
  f3(f3(co_await ask(3), tr(4), 1), tr(5), co_await ask(6));
}
int main() { run(all()); destroy_at_every_point(all); }
