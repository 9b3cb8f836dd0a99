// RUN: %check-behaviour %s

// Class templates that are declared before with other names for their parameters, or none, and their members.
#include <coroutine>
#include <cstdio>
template <class> struct box;
template <class T> struct task { struct promise_type { task get_return_object(){return {};} std::suspend_never initial_suspend(){return {};} std::suspend_never final_suspend() noexcept {return {};} void return_void(){} void unhandled_exception(){} }; };
namespace ns { template <class X, int M> struct outer { template <class> struct inner; struct plain { X x; task<X> p(plain &o) const; task<X> p2(plain o) const { auto q = o; const plain *s = this; co_await std::suspend_never(); std::printf("%d", q.x + s->x); } }; }; }
template <class T> struct box { T v; box *next = nullptr; task<T> f(int a) { co_await std::suspend_never(); v = a; } task<T> g(int a); template <class U> task<U> h(U u); 
 task<T> i(box &o, const box *p, box q) const { box c = o; auto d = *p; const box &e = c; co_await std::suspend_never(); std::printf("%d%d%d%d%d", c.v, d.v, e.v, q.v, this->v); } task<T> j(box &o); };
template <class Q> task<Q> box<Q>::g(int a) { co_await std::suspend_never(); v = a; }
template <class Q> template <class V> task<V> box<Q>::h(V a) { co_await std::suspend_never(); v = a; }
template <class Q> task<Q> box<Q>::j(box &o) { box c = o; box<Q> d = *this; auto l = [this, &o](auto x) -> task<Q> { box y = *this; co_await std::suspend_never(); std::printf("%d", y.v + o.v + x); }; co_await std::suspend_never(); l(1); v = c.v + d.v; }
template <class Q, int N> task<Q> ns::outer<Q, N>::plain::p(plain &o) const { plain z = o; co_await std::suspend_never(); std::printf("%d", z.x + this->x + N); }
template <class Q, int N> template <class W> struct ns::outer<Q, N>::inner { W w; Q q; task<W> k(inner o) && { inner m = o; co_await std::suspend_never(); std::printf("%d", m.w + q); } };
template <class T> struct box<T *> { T *v; task<T> f(T &a) { box b = *this; co_await std::suspend_never(); std::printf("%d", *b.v + a); } };
int main() { box<int> b{1}; b.f(2); b.g(3); b.h(4); b.i(b, &b, b); b.j(b); ns::outer<int, 4>::plain pl{5}; pl.p(pl); pl.p2(pl); using in = ns::outer<int, 3>::inner<int>; in x{1,2}; in{3, 4}.k(x); int z = 5; box<int*> bp{&z}; bp.f(z); return b.v - 8; }
