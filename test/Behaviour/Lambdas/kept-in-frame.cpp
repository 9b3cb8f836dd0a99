// Closures that live across a suspension, and what they capture: '*this', arrays, structured bindings, closures, values
// that await; closures that use local types and constants.
// RUN: %check-behaviour %s
#include "support.h"
#include <functional>
struct S { int v = 3; noisy n = "S";
  task<> star() { auto f = [*this] { say("%d %s", v, n.c_str()); return v; }; v = 4; co_await tick{}; f(); auto g = [*this]() mutable { return ++v; }; say("%d", g() + co_await ask(1)); }
  task<> star2() { say("%d", [k = co_await ask(3), *this] { return v + k; }()); auto h = [=, *this] { return v; }; co_await tick{}; say("%d", h()); }
  task<> th() { auto f = [this] { return v; }; co_await tick{}; say("%d", f()); auto g = [=, this] { return v; }; co_await tick{}; say("%d", g()); auto h = [&] { return v++; }; co_await tick{}; say("%d", h()); say("%d", v);}
};
task<> arrays() {
  int a[3] = {1, 2, 3};
  noisy b[2] = {"x", "y"};
  co_await tick{};
  auto f = [a] { return a[1]; };
  auto g = [=] { say("%s %d", b[1].c_str(), a[0]); };
  a[1] = 7;
  co_await tick{};
  say("%d", f()); g();
  say("%d", [a] { return a[1]; }() + co_await ask(2));
  say("%d", [a]() mutable { return ++a[1]; }());
}
task<> localtypes() {
  struct L { int v; };
  static constexpr int s = 4;
  using I = int;
  enum E { one = 1, two };
  auto f = [](L l) { return l.v + s; };
  co_await tick{};
  say("%d", f(L{3}));
  L l{5};
  auto g = [l, &f](I i) { return l.v + i + two + f(l); };
  co_await tick{};
  say("%d", g(2));
  auto h = [m = L{co_await ask(3)}] { return m.v; };
  co_await tick{};
  say("%d", h());
  constexpr int k = 5;
  auto c = [] { return k; };
  co_await tick{};
  say("%d", c());
}
task<> bindings() {
  std::pair<int, noisy> p{1, "p"};
  auto [x, y] = p;
  auto f = [x, &y] { return x; };
  auto g = [&] { y.name = "changed"; return x; };
  auto h = [=] { return y.name.size() + x; };
  co_await tick{};
  say("%d", f()); say("%d", g()); say("%d %s", int(h()), y.c_str());
}
struct agg { int a; noisy b; int bits : 3; };
task<> bindings2() {
  auto [x, y, z] = agg{1, "p", 2};
  auto f = [x, y, z] { say("%s", y.c_str()); return x + z; };
  co_await tick{};
  say("%d", f());
  int arr[2] = {3, 4};
  auto [q, r] = arr;
  auto g = [q, &r] { return q + r++; };
  co_await tick{};
  say("%d", g()); say("%d", r);
}
task<> inits() {
  noisy l("l");
  auto f = [b = co_await make("b"), c = noisy("c"), &l] { say("%s %s %s", b.c_str(), c.c_str(), l.c_str()); };
  co_await tick{};
  f();

  say("%d", [u = std::make_unique<int>(co_await ask(3)), &l] { return *u; }());
  auto g = [&r = l, k = co_await ask(2)] { return r.name.size() + k; };
  co_await tick{};
  say("%d", int(g()));
  std::string ls = "ls"; auto h = [m = std::move(ls), k = co_await ask(2)] { say("%s %d", m.c_str(), k); };
  co_await tick{};
  h();
  auto i = [k = co_await ask(2)] { return [k] { return k; }; }();
  co_await tick{};
  say("%d", i());
}
task<> noname() {
  auto inner = [n = noisy("inner")] { return n.name.size(); };
  auto outer = [inner, k = 2] { return inner() + k; };
  co_await tick{};
  say("%d", int(outer()));
  std::function<int(int)> fib = [&fib](int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); };
  co_await tick{};
  say("%d", fib(10));
  struct { int v; } un{4};
  auto u = [un] { return un.v; };
  co_await tick{};
  say("%d", u());
  auto rec = [](auto self, int n) -> int { return n ? n + self(self, n - 1) : 0; };
  co_await tick{};
  say("%d", rec(rec, 4));
}
task<> temps() {
  say("%d", [](int a, int b) { return a + b; }(co_await ask(1), co_await ask(2)));
  noisy l("l");
  say("%d", [&](int a) { say("%s", l.c_str()); return a; }(co_await ask(1)));
  say("%d", [l](int a) { say("%s", l.c_str()); return a; }(co_await ask(1)));
  say("%d", [l, z = noisy("z")](int a) { say("%s", l.c_str()); return a; }(co_await ask(1)) + co_await ask(5));
  std::vector<int> v{3, 1, 2};
  std::function<int(int)> fs[] = {[](int x) { return x; }, [&](int x) { return x + int(v.size()); }};
  co_await tick{};
  say("%d", fs[1](co_await ask(4)));
}
auto apply(auto f, auto &&...xs) { return [f, ...ys = xs](int n) { return f(ys..., n); }; }
auto forwarded(auto &&f) { struct r { std::remove_cvref_t<decltype(f)> g; } x{f}; return x; }
task<> results() {
  int base = 3;
  auto a = apply([base](int x, int n) { return base + x + n; }, 4);
  co_await tick{};
  say("%d", a(co_await ask(5)));
  auto b = forwarded([&base] { return ++base; });
  co_await tick{};
  say("%d", b.g());
}
int main() { S s; run(s.star()); run(s.star2()); run(s.th()); run(arrays()); run(localtypes()); run(bindings()); run(bindings2()); run(inits()); run(noname()); run(temps()); run(results()); destroy_at_every_point(inits); destroy_at_every_point(temps); destroy_at_every_point(arrays);}
