// Awaits inside the kinds of expressions that no other test has: vectors, complex numbers, atomics, built-in functions,
// compound literals, members through pointers, operators of classes, throw and delete.
// RUN: %check-behaviour %s
#include "support.h"
#include <atomic>
#include <typeinfo>
#include <complex>
#include <cstddef>
#include <compare>
#include <cmath>
typedef int v4 __attribute__((vector_size(16)));
struct base { virtual ~base() = default; virtual int id() { return 1; } };
struct derived : base { int id() override { return 2; } int x = 5; int meth(int k) { return x + k; } };
base *gb = new derived;
task<base *> getbase() { co_return gb; }
task<base &> getref() { co_return *gb; }
task<> vectors() {
  v4 a = {1, 2, 3, 4};
  v4 b = {co_await ask(5), 6, co_await ask(7), 8};
  v4 c = a + b;
  co_await tick{};
  v4 d = c * co_await ask(2);
  say("%d %d %d", c[0], d[3], d[co_await ask(1)]);
  d[co_await ask(1)] = co_await ask(9);
  say("%d", d[1]);
  (co_await tick{}, d)[2] += 4;
  a[0] = co_await ask(4);
  a[1] += co_await ask(4);
  say("%d %d %d", d[2], a[0], a[1]);
  v4 e = __builtin_shufflevector(a, b, 0, 1, 4, 5) + v4{co_await ask(1), 0, 0, 0};
  say("%d %d", e[0], e[3]);
}
task<> complexes() {
  _Complex double z = {1, 2};
  z = z * (double)co_await ask(2);
  say("%d %d", int(__real__ z), int(__imag__ z));
  __real__ z = co_await ask(7);
  __imag__ z += co_await ask(7);
  say("%d %d", int(__real__ z), int(__imag__ z));
  std::complex<double> w(1, co_await ask(3));
  w *= co_await ask(2);
  say("%d", int(w.imag()));
}
task<> atomics() {
  std::atomic<int> a{1};
  a += co_await ask(2);
  a.fetch_add(co_await ask(3));
  int p = 0;
  __atomic_store_n(&p, co_await ask(4), __ATOMIC_SEQ_CST);
  say("%d %d", a.load(), __atomic_fetch_add(&p, co_await ask(5), __ATOMIC_RELAXED));
  say("%d", __sync_fetch_and_add(&p, co_await ask(1)));
  int e = 10; say("%d", __atomic_compare_exchange_n(&p, &e, co_await ask(7), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
}
task<> builtins() {
  say("%d", __builtin_popcount(co_await ask(7)));
  say("%d", __builtin_expect(co_await ask(1), 1) ? 1 : 2);
  int r; say("%d", __builtin_add_overflow(co_await ask(1), co_await ask(2), &r)); say("%d", r);
  say("%d", int(__builtin_offsetof(derived, x)) == int(offsetof(derived, x)) ? co_await ask(1) : 0);
  say("%d", __builtin_constant_p(3) + co_await ask(1));
  say("%d", int(std::abs(co_await ask(-4))));
}
task<> casts() {
  say("%d", dynamic_cast<derived *>(co_await getbase())->x);
  say("%d", dynamic_cast<derived &>(co_await getref()).x);
  say("%d", static_cast<derived &>(co_await getref()).meth(co_await ask(2)));
  const int k = 3; say("%d", const_cast<int &>((co_await tick{}, k)));
  say("%d", int(double(co_await ask(2)) / 4 * 8));
  say("%d", (int)(long)co_await ask(2));
  say("%d", (bool)co_await ask(2));
  (void)co_await ask(3);
  void(co_await ask(4));
  static_cast<void>(co_await ask(5));
  say("%d", *reinterpret_cast<int *>(&(co_await getref())) != 0);
}
struct pnt { int x, y; };
struct dn { noisy n; int y; };
int sum(const pnt &p) { return p.x + p.y; }
task<> literals() {
  pnt p = (pnt){co_await ask(1), 2};
  say("%d", p.x + ((pnt){3, co_await ask(4)}).y);
  say("%d", sum((pnt){.x = co_await ask(5), .y = co_await ask(6)}));
  say("%d", sum({co_await ask(5), co_await ask(6)}));
  say("%d", ((int[]){1, co_await ask(2), 3})[co_await ask(1)]);
  say("%d", ((dn){noisy("cl"), co_await ask(3)}).y);
  dn d = (dn){noisy("cl2"), co_await ask(4)};
  char s[] = "string"; char t[8] = {"other"}; 
  co_await tick{};
  say("%s %s", s, t);
  struct txt { char a[4]; int n; } u = {"abc", co_await ask(3)};
  say("%s %d", u.a, u.n);
  struct in { char name[8]; int grid[2][2]; int n; } deep = {"deep", {{1, co_await ask(6)}, {co_await ask(7)}}, co_await ask(8)};
  int grid[2][2] = {{1, co_await ask(6)}, {co_await ask(7)}};
  int filled[2][3] = {{co_await ask(5)}, {7, 8}};
  say("%s %d %d %d %d %d", deep.name, deep.grid[0][1], deep.grid[1][1], deep.n, grid[1][0], filled[1][1]);
  int arr[3] = {1, 2, 3};
  int i = 1;
  say("%d %d", arr[co_await ask(1)], (co_await ask(2))[arr]);
  say("%d", i[arr] + co_await ask(1));
  arr[i] = i = co_await ask(2);
  arr[i++] = co_await ask(9);
  say("%d %d %d %d", arr[0], arr[1], arr[2], i);
  (co_await ask(0))[arr] = co_await ask(8);
  say("%d", arr[0]);
}
task<> pm() {
  derived d; derived *p = &d;
  int (derived::*m)(int) = &derived::meth; int derived::*f = &derived::x;
  say("%d %d", (d.*m)(co_await ask(1)), (p->*m)(co_await ask(2)));
  say("%d", d.*f + co_await ask(3));
  d.*f = co_await ask(4);
  p->*f += co_await ask(5);
  say("%d", d.x);
  say("%d", ((co_await tick{}, d).*(co_await tick{}, m))(co_await ask(2)));
  (static_cast<derived &>(co_await getref())).*f = co_await ask(7);
  say("%d", static_cast<derived *>(gb)->x);
}
noisy operator""_n(const char *s, std::size_t) { return noisy(s); }
int operator""_i(unsigned long long v) { return int(v); }
struct arrow2 { pnt *p; pnt *operator->() { say("->2"); return p; } };
struct arrow1 { arrow2 a; arrow2 operator->() { say("->1"); return a; } };
struct cm { noisy n; cm(const char *s) : n(s) {} cm &operator,(const cm &o) { say("%s , %s", n.c_str(), o.n.c_str()); return *this; } };
struct lg { int v; friend bool operator&&(lg a, lg b) { say("%d && %d", a.v, b.v); return a.v && b.v; } friend bool operator||(const lg &a, const lg &b) { say("%d || %d", a.v, b.v); return a.v || b.v; } bool operator!() const { return !v; } };
struct cmp { int v; noisy n; cmp(int v, const char *s = "cmp") : v(v), n(s) {} bool operator==(const cmp &o) const { say("%s == %s", n.c_str(), o.n.c_str()); return v == o.v; } std::strong_ordering operator<=>(const cmp &o) const { say("%s <=> %s", n.c_str(), o.n.c_str()); return v <=> o.v; } };
struct cmpi { int v; bool operator==(int o) const { return v == o; } auto operator<=>(int o) const { return v <=> o; } };
task<cmp> acmp(int v, const char *s) { co_await tick{}; co_return cmp(v, s); }
task<> operators() {
  say("%s %d", "lit"_n.c_str(), 3_i + co_await ask(1));
  say("%s", ("a"_n + co_await make("b")).c_str());
  pnt p{1, 2};
  arrow1 a{{&p}};
  a->x = co_await ask(5);
  (co_await tick{}, a)->y += co_await ask(6);
  say("%d %d", a->x, p.y);
  cm c("c");
  c, (co_await tick{}, c), cm("d");
  (cm("e"), (co_await tick{}, cm("f"))), c;
  say("%d", lg{1} && lg{co_await ask(0)});
  say("%d", lg{co_await ask(0)} || lg{co_await ask(1)});
  say("%d", cmp(1, "l") != co_await acmp(2, "r"));
  say("%d", cmp(1, "l") < co_await acmp(2, "r"));
  say("%d", co_await acmp(2, "x") >= cmp(3, "y"));
  say("%d", (cmp(1, "p") <=> co_await acmp(1, "q")) == 0);
  say("%d", 4 == cmpi{co_await ask(4)});
  say("%d", co_await ask(4) < cmpi{5});
  say("%d", co_await ask(4) != cmpi{co_await ask(5)});
  say("%d", (3 <=> co_await ask(4)) < 0);
}
struct buf { int *b; std::size_t n; int &operator[](std::size_t i) { return b[i]; } };
task<> assigns() {
  int a = 1, b = 2, c = 3, x = 10;
  a = b = co_await ask(4);
  a = (b = co_await ask(5)) + (c = co_await ask(6));
  say("%d %d %d", a, b, c);
  int *px = &x;
  auto mod = [&] { *px = 100; return tick{}; };
  x += (co_await mod(), 1);
  say("%d", x);
  x = x + (co_await mod(), 2);
  say("%d", x);
  (a ? b : c) = co_await ask(8);
  (co_await ask(0) ? b : c) = co_await ask(9);
  (co_await ask(1) ? b : c) += co_await ask(9);
  say("%d %d", b, c);
  ++(co_await tick{}, x);
  (co_await tick{}, x)--;
  int y = (co_await tick{}, x)++ + (co_await tick{}, ++x);
  say("%d %d", x, y);
  std::string s = "s";
}
task<> assigns2() {
  std::string s = "s";
  s += (co_await make("t")).name + std::to_string(co_await ask(1));
  s = s + "x" + (co_await make("u")).name;
  say("%s", s.c_str());
  noisy n("n"), m("m");
  n = co_await make("v");
  n = m = co_await make("w");
  int i = 0; int arr[3] = {};
  buf bb{arr, 3};
  bb[i++] = co_await ask(3);
  bb[co_await ask(1)] += co_await ask(4);
  say("%d %d", arr[0], arr[1]);
  std::unique_ptr<int> u; u = std::make_unique<int>(co_await ask(4)); *u += co_await ask(1); say("%d", *u);
}
task<> throws(int n) {
  try { if (n == 0) throw co_await ask(3); if (n == 1) throw noisy(co_await make("thrown")); n ? throw co_await make("t2") : void(); } catch (int i) { say("int %d", i); } catch (const noisy &x) { say("noisy %s", x.c_str()); }
  int v = n == 2 ? throw error("cond") : co_await ask(1);
  say("%d", v);
}
task<int *> mkint() { co_return new int(4); }
task<> deletes() { delete co_await mkint(); delete[] (co_await tick{}, new int[3]); int *p = new int[co_await ask(3)]; delete[] p; auto *n = new noisy("x"); delete (co_await tick{}, n); }
int main() { run(vectors()); run(complexes()); run(atomics()); run(builtins()); run(casts()); run(literals()); run(pm()); run(operators()); run(assigns()); run(assigns2()); for (int i = 0; i < 3; ++i) guarded([&] { run(throws(i)); }); run(deletes());
 destroy_at_every_point(literals); destroy_at_every_point(operators); destroy_at_every_point(assigns2); delete gb; }
