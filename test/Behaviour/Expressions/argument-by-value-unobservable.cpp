// Arguments by value to constructors whose copies and destruction nobody can tell: an empty destructor, a copy
// constructor that copies the members.
// RUN: %check-behaviour %s
#include "support.h"
struct quiet { int v; quiet(int v) : v(v) {} quiet(const quiet &o) : v(o.v) {} ~quiet() {} };
struct quiet_move { int v; quiet_move(int v) : v(v) {} quiet_move(quiet_move &&o) noexcept : v(o.v) {} ~quiet_move() {} };
struct copyonly { int v; copyonly(int v) : v(v) {} copyonly(const copyonly &) = default; copyonly &operator=(const copyonly &) = default; ~copyonly() {} };
struct aw1 : tick { int v; aw1(quiet q) : v(q.v) {} int await_resume() { return v; } };
struct aw2 : tick { int v; aw2(quiet_move q) : v(q.v) {} int await_resume() { return v; } };
struct aw3 : tick { int v; aw3(copyonly q, std::string s) : v(q.v) { say("%s", s.c_str()); } int await_resume() { return v; } };
struct pt { int v; pt(quiet a, int b) : v(a.v + b) {} };
task<> all() {
  say("%d", co_await aw1(quiet(1)));
  say("%d", co_await aw1{quiet(co_await ask(2))});
  say("%d", co_await aw2(quiet_move(3)));
  say("%d", co_await aw3(copyonly(4), "str"));
  say("%d", pt(quiet(5), co_await ask(6)).v);
  pt p(7, co_await ask(8));
  pt p2{quiet(7), co_await ask(8)};
  say("%d %d", p.v, p2.v);
}
int main() { run(all()); destroy_at_every_point(all); }
