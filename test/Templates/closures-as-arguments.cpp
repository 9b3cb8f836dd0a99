// RUN: %check-behaviour %s

// A closure that a template passes to a call is an rvalue there.
#include "support.h"
struct pod { int a; };
template <class... F> int kinds(F &&...) { ((say("%s", std::is_lvalue_reference_v<F> ? "lvalue" : "rvalue")), ...); return 1; }
template <class F> struct holder { F f; };
template <class F> holder<F> hold(F &&f) { return {static_cast<F &&>(f)}; }
template <class A> task<> work(A a, int n) {
  kinds(n + 1, co_await ask(a), pod{1}, co_await ask(a), pod{2}, 'c', n);
  kinds([n] { return n; }, co_await ask(a), [] {}, n);
  kinds(a, a + 1, [&] { return a; }, co_await ask(a));
  auto g = hold([n] { return n; });
  auto h = hold(pod{n});
  co_await ask(a);
  say("%d %d", g.f(), h.f.a);
  auto k = hold(hold([a] { return a; }));
  auto &&l = hold([n] { return n; });
  for (auto m = hold([n] { return n; }); co_await ask(a) < 1;)
    say("%d", m.f());
  co_await ask(a);
  say("%d %d %d", k.f.f(), l.f(), int(std::is_same_v<decltype(k.f), int>));
}
int main() { run(work(3, 4)); }
