// What the programs of utils/fuzz print with, and the objects and functions that they use. Arithmetic is unsigned:
// nothing overflows.
#ifndef SWITCHBACK_FUZZER_OBJECTS_H
#define SWITCHBACK_FUZZER_OBJECTS_H
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <initializer_list>
#include <new>
#include <utility>

using u = unsigned;

//===----------------------------------------------------------------------===//
// Events, fuel and failures
//===----------------------------------------------------------------------===//

inline u lines;           // printed by this program
inline int alive;         // objects that print
inline int blocks;        // of memory
inline u fuel;            // what loops burn
inline u trip;            // hooks until one throws; 0 for never
inline u hooks;           // called in this run

[[gnu::format(printf, 1, 2)]] inline void say(const char *format, ...) {
  if (++lines > 20000)
    std::puts("TOO MUCH"), std::fflush(stdout), std::_Exit(3);
  va_list arguments;
  va_start(arguments, format);
  std::vprintf(format, arguments);
  va_end(arguments);
  std::putchar('\n');
}

struct err {
  u code;
};

/// Where a run may be made to fail.
inline void hook() {
  ++hooks;
  if (trip && --trip == 0) {
    say("!");
    throw err{hooks};
  }
}

/// Whether a loop may go on.
inline bool burn() { return fuel && --fuel; }
inline u show(u x) {
  say("%u", x);
  return x;
}

inline void *counted(std::size_t size) {
  ++blocks;
  return std::malloc(size ? size : 1);
}
inline void uncounted(void *p) noexcept {
  if (p)
    --blocks;
  std::free(p);
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// Says what happens to it. Knows whether its bytes were moved behind its back.
struct life {
  u v;
  const void *self = this;
  explicit life(u v) : v(v) { ++alive; }
  life(const life &o) : v(o.v) { ++alive; }
  void end(const char *what) {
    --alive;
    say("-%s%u(%d)%s", what, v, std::uncaught_exceptions(), self == this ? "" : " RELOCATED");
    v = 77777;
  }
};

struct S {
  u a, b;
};
struct B {
  u x : 5, y : 9;
  u z;
};

struct N : private life {
  using life::v;
  N(u x = 9) : life(x) {
    struct undo {
      bool on = true;
      ~undo() { alive -= on; }
    } undo;
    hook();
    undo.on = false;
    say("+%u", v);
  }
  N(u x, u y) : N(x * 10 + y) {}
  N(const N &o) : life(o) {
    struct undo {
      bool on = true;
      ~undo() { alive -= on; }
    } undo;
    hook();
    undo.on = false;
    say("c%u", v);
  }
  N(N &&o) noexcept : life(o) {
    say("m%u", v);
    o.v = o.v % 1000 + 1000;
  }
  N &operator=(const N &o) {
    hook();
    say("%u=c%u", v, o.v);
    v = o.v;
    return *this;
  }
  N &operator=(N &&o) noexcept {
    say("%u=m%u", v, o.v);
    v = o.v;
    o.v = o.v % 1000 + 1000;
    return *this;
  }
  ~N() { end(""); }

  u get() const {
    say("get%u", v);
    return v;
  }
  u lget() & {
    say("lget%u", v);
    return v;
  }
  u rget() && {
    say("rget%u", v);
    return v;
  }
  u add(u x, const N &y) const {
    hook();
    return v + x + y.v;
  }
  u val(N x) const {
    hook();
    say("val%u,%u", v, x.v);
    return x.v;
  }
  N &self_() { return *this; }
  N twice() const { return N(v * 2); }
  explicit operator bool() const {
    say("bool%u", v);
    return v & 1;
  }
  explicit operator u() const {
    hook();
    say("u%u", v);
    return v;
  }
  u operator[](u i) const {
    say("[%u]", i);
    return v + i;
  }
  u operator()(u a, const N &b) const {
    say("(%u,%u)", a, b.v);
    return v + a + b.v;
  }
  u operator*() const { return v; }
  life *operator->() {
    say("->%u", v);
    return this;
  }
  N &operator+=(const N &o) {
    hook();
    say("%u+=%u", v, o.v);
    v += o.v;
    return *this;
  }
  N &operator-=(N o) {
    hook();
    say("%u-=%u", v, o.v);
    v -= o.v;
    return *this;
  }
  N &operator++() {
    ++v;
    return *this;
  }
  N operator++(int) { return N(v++); }
  bool operator!() const { return !(v & 1); }
};
inline N operator+(const N &a, const N &b) {
  hook();
  return N(a.v + b.v);
}
inline N operator-(N a, N b) {
  hook();
  say("%u-%u", a.v, b.v);
  return N(a.v - b.v);
}
inline N operator*(N &&a, u b) { return N(a.v * b); }
inline N &operator<<(N &a, u b) {
  hook();
  say("%u<<%u", a.v, b);
  a.v += b;
  return a;
}
inline const N &operator<<(const N &a, u b) {
  say("c%u<<%u", a.v, b);
  return a;
}
inline bool operator==(const N &a, const N &b) { return a.v % 4 == b.v % 4; }
inline bool operator<(const N &a, const N &b) { return a.v < b.v; }
inline u operator,(const N &a, const N &b) {
  say("%u,%u", a.v, b.v);
  return b.v;
}
inline N operator""_n(unsigned long long x) { return N(u(x)); }

/// Can be moved only.
struct M : private life {
  using life::v;
  explicit M(u x) : life(x) { say("+M%u", v); }
  M(M &&o) noexcept : life(o) {
    say("mM%u", v);
    o.v = o.v % 1000 + 1000;
  }
  M &operator=(M &&o) noexcept {
    say("M%u=m%u", v, o.v);
    std::swap(v, o.v);
    return *this;
  }
  ~M() { end("M"); }
  u get() const { return v; }
};

/// Can be neither copied nor moved.
struct P : private life {
  using life::v;
  explicit P(u x) : life(x) { say("+P%u", v); }
  P(u x, const N &y) : P(x + y.v) {}
  P(const P &) = delete;
  ~P() { end("P"); }
  u get() const { return v; }
};

/// Silent where it is made, so that it can be one of several arguments; its copies print.
struct Q {
  u v;
  bool own = false;
  explicit Q(u x) : v(x) {}
  Q(const Q &o) : v(o.v), own(true) { say("cQ%u", v); }
  Q(Q &&o) noexcept : v(o.v), own(true) { say("mQ%u", v); }
  ~Q() {
    if (own)
      say("-Q%u(%d)", v, std::uncaught_exceptions());
  }
};

/// Converts from an N and to a number, on its own.
struct V : private life {
  using life::v;
  V(const N &n) : life(n.v) { say("+V%u", v); }
  V(const V &o) : life(o) { say("cV%u", v); }
  ~V() { end("V"); }
  operator u() const {
    say("Vu%u", v);
    return v;
  }
  operator N() const { return N(v); }
};

struct A {
  N a;
  u b;
  N c;
};
struct AP {
  P p;
  u x;
  N n = N(3);
};
struct AA {
  A a;
  u b[2];
};
struct RA {
  const N &r;
  u x;
};
struct D : N {
  u extra;
  explicit D(u x) : N(x), extra(x + 1) {}
  D(const N &n, u e) : N(n), extra(e) {}
  virtual ~D() = default;
  virtual u what() const { return extra; }
};

/// Made from a list.
struct L : private life {
  using life::v;
  L(std::initializer_list<N> l) : life(u(l.size())) {
    for (const N &n : l)
      v = v * 3 + n.v;
    say("+L%u", v);
  }
  L(const L &) = delete;
  ~L() { end("L"); }
};

/// A range of numbers.
struct R : private life {
  u values[3];
  explicit R(u n) : life(n), values{n, n + 1, n + 2} { say("+R%u", v); }
  R(const R &) = delete;
  ~R() { end("R"); }
  u *begin() {
    say("begin");
    return values;
  }
  u *end() {
    say("end");
    return values + v % 3 + 1;
  }
  using life::end;
  R &self_() { return *this; }
};
/// A range of objects.
struct RN {
  u n;
  struct iterator {
    u i;
    N operator*() const { return N(i); }
    iterator &operator++() {
      hook();
      ++i;
      return *this;
    }
    bool operator!=(const iterator &o) const { return i != o.i; }
  };
  iterator begin() const { return {n}; }
  iterator end() const { return {n + 2}; }
};

/// Decomposes with get.
struct Tu : private life {
  using life::v;
  N n;
  explicit Tu(u x) : life(x), n(x + 1) { say("+Tu%u", v); }
  Tu(const Tu &o) : life(o), n(o.n) { say("cTu%u", v); }
  ~Tu() { end("Tu"); }
};
template <std::size_t I> decltype(auto) get(const Tu &t) {
  if constexpr (I == 0)
    return u(t.v);
  else
    return (t.n);
}
template <std::size_t I> decltype(auto) get(Tu &t) {
  if constexpr (I == 0)
    return u(t.v);
  else
    return (t.n);
}
template <std::size_t I> decltype(auto) get(Tu &&t) {
  if constexpr (I == 0)
    return u(t.v + 1);
  else
    return N(t.n);
}
template <> struct std::tuple_size<Tu> : std::integral_constant<std::size_t, 2> {};
template <std::size_t I> struct std::tuple_element<I, Tu> {
  using type = std::conditional_t<I == 0, u, N>;
};
template <std::size_t I> struct std::tuple_element<I, const Tu> {
  using type = std::conditional_t<I == 0, u, const N>;
};

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

inline u f1(u x) {
  hook();
  say("f%u", x);
  return x + 1;
}
inline u f2(u x, u y) {
  say("f%u,%u", x, y);
  return x + y;
}
inline u fr(const N &n) {
  hook();
  say("fr%u", n.v);
  return n.v;
}
inline u fv(N n) {
  hook();
  say("fv%u", n.v);
  return n.v;
}
inline u fx(N &&n) {
  say("fx%u", n.v);
  return n.v;
}
inline u fnu(N n, u x) {
  hook();
  say("fnu%u,%u", n.v, x);
  return n.v + x;
}
inline u frr(const N &a, const N &b) {
  say("frr%u,%u", a.v, b.v);
  return a.v + b.v;
}
inline u fm(M m) {
  say("fm%u", m.v);
  return m.v;
}
inline u fp(const P &p) { return p.v; }
inline u fpv(P p) {
  hook();
  return p.v;
}
inline u fa(const A &a) { return a.a.v + a.b + a.c.v; }
inline u fav(A a) {
  hook();
  return a.a.v + a.b;
}
inline u fV(V v) { return v.v; }
inline u fl(std::initializer_list<N> l) {
  u sum = 0;
  for (const N &n : l)
    sum += n.v;
  say("fl%u", sum);
  return sum;
}
inline u fd(u x, const N &n = N(5)) {
  say("fd%u,%u", x, n.v);
  return x + n.v;
}
inline u fs(const char *s) {
  say("%s", s);
  return u(s[0]);
}
inline u ful(u &x) {
  hook();
  return x += 3;
}
inline u &ref_u(u &x) {
  say("ref%u", x);
  return x;
}
inline N &ref_n(N &n) {
  say("ref%u", n.v);
  return n;
}
inline u never() {
  say("never");
  throw err{1};
}
template <class T> u take(T *p) {
  u result = p->v;
  delete p;
  return result;
}
inline u take_array(N *p, u n) {
  u result = p[0].v + p[n - 1].v;
  delete[] p;
  return result;
}
inline u take_numbers(u *p) {
  u result = p[0] + p[1];
  delete[] p;
  return result;
}
inline u end_placed(N *p) {
  u result = p->v;
  p->~N();
  return result;
}
inline u plain(u x) noexcept { return x; }
inline N global_n(40);
inline const N global_c(41);
inline u global_u = 4;

// The value of an argument must not be spelled: lowering changes the spelling.
#define CHECK(...) ((__VA_ARGS__) ? (void)0 : say("check failed"))
#define ASSERT(...)                                                                                                      \
  do {                                                                                                                 \
    if (!(__VA_ARGS__))                                                                                                          \
      say("assert");                                                                                                   \
  } while (0)
#define TWICE(...) (u(__VA_ARGS__) * 2u)
#define AWAIT(...) (co_await (__VA_ARGS__))
#define CO_TRY(...)                                                                                                      \
  if (u r_ = co_await (__VA_ARGS__); r_ % 4 == 1)                                                                                 \
  throw err{r_}
#endif
