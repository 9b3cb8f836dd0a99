// What the programs of utils/fuzz are made of. Small, so that it compiles fast: no streams, no containers. Prints one
// short line for each event, never an address or a size. Arithmetic is unsigned: nothing overflows.
#ifndef SWITCHBACK_FUZZER_SUPPORT_H
#define SWITCHBACK_FUZZER_SUPPORT_H
#include <coroutine>
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

//===----------------------------------------------------------------------===//
// The event loop
//===----------------------------------------------------------------------===//

inline std::coroutine_handle<> queue[64];
inline u queued;
inline void later(std::coroutine_handle<> h) {
  if (queued == 64)
    std::puts("QUEUE"), std::abort();
  queue[queued++] = h;
}
inline bool turn() {
  if (!queued)
    return false;
  auto h = queue[0];
  --queued;
  for (u i = 0; i < queued; ++i)
    queue[i] = queue[i + 1];
  h.resume();
  return true;
}
inline void forget(std::coroutine_handle<> h) {
  u kept = 0;
  for (u i = 0; i < queued; ++i)
    if (queue[i] != h)
      queue[kept++] = queue[i];
  queued = kept;
}

//===----------------------------------------------------------------------===//
// Awaiters
//===----------------------------------------------------------------------===//

struct tick {
  u n;
  bool await_ready() const {
    hook();
    return false;
  }
  void await_suspend(std::coroutine_handle<> h) const {
    hook();
    say("s%u", n);
    later(h);
  }
  u await_resume() const {
    hook();
    say("r%u", n);
    return n;
  }
};
struct rdy {
  u n;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const { say("WRONG"); }
  u await_resume() const { return n; }
};
/// Suspends if its number is odd.
struct may {
  u n;
  bool await_ready() const { return false; }
  bool await_suspend(std::coroutine_handle<> h) const {
    hook();
    say("may%u", n);
    if (n & 1)
      later(h);
    return n & 1;
  }
  u await_resume() const { return n; }
};
/// Goes on at once, or after one turn.
struct sym {
  u n;
  bool await_ready() const { return n % 5 == 0; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    hook();
    say("sym%u", n);
    if (n++ & 1)
      return h;
    later(h);
    return std::noop_coroutine();
  }
  u await_resume() const {
    hook();
    return n;
  }
};
/// Prints its life; stays where it is.
struct ask : private life, tick {
  explicit ask(u x) : life(x), tick{x} {
    say("+ask%u", x);
  }
  ask(const ask &) = delete;
  ~ask() { end("ask"); }
};
/// Awaited through a member.
struct mem {
  u n;
  ask operator co_await() const & {
    say("co&");
    return ask(n);
  }
  tick operator co_await() && {
    hook();
    say("co&&");
    return tick{n + 1};
  }
};
/// Awaited through a free function.
struct fre : private life {
  using life::v;
  explicit fre(u x) : life(x) {}
  fre(const fre &o) : life(o) { say("cfre%u", v); }
  ~fre() { end("fre"); }
};
inline may operator co_await(const fre &f) { return {f.v}; }
struct freq {
  u n;
};
inline ask operator co_await(freq f) { return ask(f.n); }

template <class T> struct mk {
  u n;
  bool await_ready() const { return n % 4 == 3; }
  void await_suspend(std::coroutine_handle<> h) const { later(h); }
  T await_resume() const {
    hook();
    return T(n);
  }
};
template <> inline A mk<A>::await_resume() const { return A{N(n), n, N(n + 1)}; }
template <> inline const char *mk<const char *>::await_resume() const { return n & 1 ? "odd" : "even"; }
template <> inline S mk<S>::await_resume() const { return S{n, n + 1}; }
template <> inline void mk<void>::await_resume() const { say("void%u", n); }
/// Gives what it refers to.
template <class T> struct to {
  T &&x;
  bool await_ready() const { return false; }
  bool await_suspend(std::coroutine_handle<> h) const {
    later(h);
    return true;
  }
  T &&await_resume() const {
    hook();
    return static_cast<T &&>(x);
  }
};
template <class T> to(T &&) -> to<T>;
/// Changes what it refers to.
struct bump {
  u &x;
  bool await_ready() const { return x % 3 == 0; }
  void await_suspend(std::coroutine_handle<> h) const {
    x += 10;
    later(h);
  }
  u await_resume() const { return ++x; }
};

//===----------------------------------------------------------------------===//
// Coroutines
//===----------------------------------------------------------------------===//

struct promise_base {
  std::coroutine_handle<> next = std::noop_coroutine();
  std::exception_ptr error;
  struct to_next {
    bool await_ready() noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
      return h.promise().next;
    }
    void await_resume() noexcept {}
  };
  to_next final_suspend() noexcept {
    say("final");
    return {};
  }
};
template <class T> struct promise_of : promise_base {
  alignas(T) char storage[sizeof(T)];
  T *value = nullptr;
  promise_of() = default;
  promise_of(const promise_of &) = delete;
  void return_value(const T &x) {
    say("return c");
    value = new (storage) T(x);
  }
  void return_value(T &&x) {
    say("return m");
    value = new (storage) T(std::move(x));
  }
  ~promise_of() {
    if (value)
      value->~T();
  }
  T take() { return *value; }
};
template <> struct promise_of<u> : promise_base {
  u value = 0;
  void return_value(u x) {
    hook();
    say("return %u", x);
    value = x;
  }
  u take() { return value; }
};
template <> struct promise_of<void> : promise_base {
  void return_void() { say("return"); }
  void take() {}
};
template <class T> struct promise_for : promise_of<T> {
  void unhandled_exception() noexcept {
    say("unhandled");
    this->error = std::current_exception();
  }
};
template <class T> struct rethrowing : promise_of<T> {
  void unhandled_exception() {
    say("unhandled!");
    throw;
  }
};
/// Awaits numbers, and passes everything else on.
template <class T> struct transforming : promise_for<T> {
  tick await_transform(u x) {
    hook();
    say("transform%u", x);
    return tick{x};
  }
  template <class X> X &&await_transform(X &&x) { return static_cast<X &&>(x); }
};
/// Looks at the parameters, and allocates.
template <class T> struct allocating : promise_for<T> {
  N own;
  template <class... X> explicit allocating(X &...) : own(u(sizeof...(X))) { say("promise %u", u(sizeof...(X))); }
  ~allocating() { say("~promise"); }
  void *operator new(std::size_t n) {
    say("new");
    return counted(n);
  }
  void operator delete(void *p, std::size_t) {
    say("delete");
    uncounted(p);
  }
};

template <class T, template <class> class Promise, class Start> struct basic {
  struct promise_type : Promise<T> {
    using Promise<T>::Promise;
    basic get_return_object() {
      say("object");
      return basic{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    Start initial_suspend() { return {}; }
  };
  std::coroutine_handle<promise_type> handle;
  explicit basic(std::coroutine_handle<promise_type> h) : handle(h) {}
  basic(basic &&o) noexcept : handle(std::exchange(o.handle, {})) {}
  ~basic() {
    if (handle) {
      forget(handle);
      handle.destroy();
    }
  }
  bool await_ready() const { return handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    handle.promise().next = h;
    if constexpr (std::is_same_v<Start, std::suspend_always>)
      return handle;
    else
      return std::noop_coroutine();
  }
  T await_resume() {
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return handle.promise().take();
  }
};
/// An initial suspend point that is not known to do nothing.
struct starting {
  // Throws nothing: the ramp would destroy the frame beside the return object, which owns it.
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) const {
    say("start");
    return true;
  }
  void await_resume() const noexcept {}
};
template <class T = u> using task = basic<T, promise_for, std::suspend_always>;
template <class T = u> using starter = basic<T, promise_for, starting>;
template <class T = u> using eager = basic<T, promise_for, std::suspend_never>;
template <class T = u> using thrower = basic<T, rethrowing, std::suspend_always>;
template <class T = u> using transformer = basic<T, transforming, std::suspend_always>;
template <class T = u> using allocator = basic<T, allocating, std::suspend_always>;

template <class T, bool Rethrow = false> struct gen {
  struct promise_type {
    const T *current = nullptr;
    std::exception_ptr error;
    gen get_return_object() { return gen{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    struct yielded {
      bool await_ready() const { return false; }
      void await_suspend(std::coroutine_handle<>) const { say("yield"); }
      u await_resume() const {
        hook();
        return 6;
      }
    };
    yielded yield_value(const T &x) {
      hook();
      current = &x;
      return {};
    }
    void return_void() { say("end"); }
    void unhandled_exception() {
      if constexpr (Rethrow)
        throw;
      else
        error = std::current_exception();
    }
  };
  std::coroutine_handle<promise_type> handle;
  explicit gen(std::coroutine_handle<promise_type> h) : handle(h) {}
  gen(gen &&o) noexcept : handle(std::exchange(o.handle, {})) {}
  ~gen() {
    if (handle) {
      forget(handle);
      handle.destroy();
    }
  }
  /// Goes to the next value; false at the end.
  bool next() {
    if (handle.done())
      return false;
    handle.promise().current = nullptr;
    handle.resume();
    while (!handle.done() && !handle.promise().current && turn())
      ;
    if (handle.promise().error)
      std::rethrow_exception(std::exchange(handle.promise().error, nullptr));
    return !handle.done();
  }
  const T &value() const { return *handle.promise().current; }
  u pull() { return next() ? u(value()) : 0u; }
  struct sentinel {};
  struct iterator {
    gen *from;
    bool more;
    const T &operator*() const { return from->value(); }
    iterator &operator++() {
      more = from->next();
      return *this;
    }
    bool operator!=(sentinel) const { return more; }
  };
  iterator begin() { return {this, next()}; }
  sentinel end() { return {}; }
};

//===----------------------------------------------------------------------===//
// Drivers
//===----------------------------------------------------------------------===//

template <class C> std::coroutine_handle<> release(C c) { return std::exchange(c.handle, {}); }
using maker = std::coroutine_handle<> (*)();

template <class F> bool guarded(F f) {
  try {
    f();
    return true;
  } catch (const err &e) {
    say("caught err%u", e.code);
  } catch (const N &n) {
    say("caught N%u", n.v);
  } catch (u x) {
    say("caught %u", x);
  }
  return false;
}

/// Makes the coroutine, resumes it up to `stop` times with the hook `trip_at` failing, and destroys it.
inline u run_once(maker make, u stop, u trip_at) {
  say("= stop %d, trip %u", int(stop), trip_at);
  int blocks_before = blocks, alive_before = alive;
  fuel = 40;
  global_u = 4;
  global_n.v = 40;
  hooks = 0;
  trip = trip_at;
  std::coroutine_handle<> h;
  if (!guarded([&] { h = make(); })) {
    trip = 0;
    if (blocks != blocks_before || alive != alive_before)
      say("LEFT: %d blocks, %d objects", blocks - blocks_before, alive - alive_before);
    return 0;
  }
  u steps = 0;
  for (; steps < stop && !h.done(); ++steps)
    guarded([&] {
      if (!turn())
        h.resume();
    });
  say(h.done() ? "done" : "destroy");
  trip = 0;
  forget(h);
  h.destroy();
  if (queued)
    say("QUEUED");
  if (blocks != blocks_before || alive != alive_before)
    say("LEFT: %d blocks, %d objects", blocks - blocks_before, alive - alive_before);
  return steps;
}

inline void drive(maker make, u seed) {
  u before = lines;
  u steps = run_once(make, 150, 0), all = hooks;
  u most = lines - before > 400 ? 3 : 7;
  auto next = [&] { return seed = seed * 1664525 + 1013904223, seed >> 8; };
  for (u i = 0; i < most && i < steps; ++i)
    run_once(make, i < 4 || steps < 7 ? i : 4 + next() % (steps - 4), 0);
  for (u i = 0; i < most && i < all; ++i) {
    u stop = i < 4 ? 150 : next() % (steps + 1);
    run_once(make, stop, all <= most ? i + 1 : 1 + next() % all);
  }
}

struct entry {
  const char *name;
  void (*run)();
};
inline int run_all(const entry *entries, int count, int argc, char **argv) {
  int from = argc > 1 ? std::atoi(argv[1]) : 0;
  for (int i = from; i < count; ++i) {
    std::printf("### %s\n", entries[i].name);
    std::fflush(stdout);
    lines = 0;
    int alive_before = alive, blocks_before = blocks;
    entries[i].run();
    std::printf("alive %d, blocks %d\n", alive - alive_before, blocks - blocks_before);
  }
  std::puts("### end");
  return 0;
}
#endif
