// Members that a list with awaits leaves to their default initialisers, and anonymous members.
// RUN: %check-behaviour %s --flags=-Wno-gnu-anonymous-struct
#include "support.h"
int calls = 0;
int next() { return ++calls; }
struct dm { noisy a; int n = next(); noisy b = noisy("dm b"); int m = n + 1; noisy *self = &a; std::string s = "x" + std::to_string(n); };
struct anon { noisy first; union { int i; float f; }; struct { int p, q; }; noisy last; };
struct uni { union { int i; const char *t; }; noisy z; };
struct nested { noisy pre; dm d; };
task<> work() {
  dm a{noisy("a"), co_await ask(1)};
  say("%d %s %d %d %s", a.n, a.b.c_str(), a.m, a.self == &a.a, a.s.c_str());
  dm b{.a = co_await make("b"), .b = co_await make("bb")};
  say("%d %s %d %d", b.n, b.b.c_str(), b.m, b.self == &b.a);
  dm b2{.a = noisy("b2"), .b = co_await make("bb2")};
  say("%d %s %d %d", b2.n, b2.b.c_str(), b2.m, b2.self == &b2.a);
}
task<> anonymous() {
  anon a{noisy("f"), {co_await ask(1)}, {co_await ask(2), 3}, co_await make("last")};
  say("%d %d %d", a.i, a.p, a.q);
  anon b{.first = noisy("f"), .f = float(co_await ask(3)), .p = 4, .q = co_await ask(4), .last = noisy("l")};
  say("%d %d %d", int(b.f), b.p, b.q);
  uni u{{co_await ask(2)}, co_await make("z")};
  say("%d", u.i);
  uni v{.t = (co_await tick{}, "tt"), .z = co_await make("z")};
  say("%s", v.t);
}
task<> nesting() {
  nested n{noisy("pre"), {noisy("in"), co_await ask(4)}};
  say("%s %d", n.d.b.c_str(), n.d.m);
  nested m{noisy("pre2"), {co_await make("in2")}};
  say("%s", m.d.b.c_str());
}
int main() { run(work());  run(anonymous()); run(nesting()); destroy_at_every_point(work);destroy_at_every_point(anonymous);destroy_at_every_point(nesting); }
