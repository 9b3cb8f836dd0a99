// What the programs of utils/fuzz are made of. Small, so that it compiles fast: no streams, no containers. Prints one
// short line for each event, never an address or a size. Arithmetic is unsigned: nothing overflows.
#ifndef SWITCHBACK_FUZZER_SUPPORT_H
#define SWITCHBACK_FUZZER_SUPPORT_H
#include "objects.h"
#include <coroutine>
#include <switchback/annotate.h>

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
/// \p Type, as something that depends on \p Parameter.
template <class Parameter, class Type> struct depends_on {
  using type = Type;
};
template <class Parameter, class Type> using depends = typename depends_on<Parameter, Type>::type;

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

template <class Task, class T, template <class> class Promise, class Start> struct owner {
  struct promise_type : Promise<T> {
    using Promise<T>::Promise;
    Task get_return_object() {
      say("object");
      return Task{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    Start initial_suspend() { return {}; }
  };
  std::coroutine_handle<promise_type> handle;
  explicit owner(std::coroutine_handle<promise_type> h) : handle(h) {}
  owner(owner &&o) noexcept : handle(std::exchange(o.handle, {})) {}
  ~owner() {
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
/// Its frame may be part of the one that awaits it.
template <class T, template <class> class Promise, class Start>
struct SWITCHBACK_AWAIT_ELIDABLE basic : owner<basic<T, Promise, Start>, T, Promise, Start> {
  using owner<basic<T, Promise, Start>, T, Promise, Start>::owner;
};
/// Prints how it is allocated, so it always is.
template <class T, template <class> class Promise, class Start>
struct allocated : owner<allocated<T, Promise, Start>, T, Promise, Start> {
  using owner<allocated<T, Promise, Start>, T, Promise, Start>::owner;
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
template <class T = u> using allocator = allocated<T, allocating, std::suspend_always>;

/// Starts on the stack: nothing of it can be seen but what its body does.
template <class T = u> struct quick {
  struct promise_type {
    using switchback_starts_on_stack = std::true_type;
    quick switchback_completed() { return quick(value); }
    T value{};
    std::exception_ptr error;
    std::coroutine_handle<> next = std::noop_coroutine();
    promise_type() noexcept {}
    quick get_return_object() { return quick(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    promise_base::to_next final_suspend() noexcept { return {}; }
    void return_value(T x) noexcept { value = x; }
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };
  using switchback_relocatable = std::true_type;
  T value{};
  std::coroutine_handle<promise_type> handle;
  explicit quick(T x) : value(x) {}
  explicit quick(std::coroutine_handle<promise_type> h) : handle(h) {}
  quick(quick &&o) noexcept : value(o.value), handle(std::exchange(o.handle, {})) {}
  ~quick() {
    if (handle) {
      forget(handle);
      handle.destroy();
    }
  }
  bool await_ready() const noexcept { return !handle || handle.done(); }
  void await_suspend(std::coroutine_handle<> h) { handle.promise().next = h; }
  T await_resume() {
    if (!handle)
      return value;
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return handle.promise().value;
  }
};

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
  // There is none where something else than a yield has suspended it.
  const T &value() const {
    static const T none = T();
    return handle.promise().current ? *handle.promise().current : none;
  }
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
