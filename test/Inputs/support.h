// Shared by the behaviour tests: objects that print their lives, coroutine types, awaiters of every shape, an event
// loop, and drivers that step a coroutine or destroy it half way. Needs the standard library only; prints one event
// a line, never an address or a size.
#pragma once
#include <coroutine>
#include <cstdarg>
#include <cstdio>
#include <deque>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

// SWITCHBACK_AWAIT_ELIDABLE, without our headers: the frames of these coroutines may be part of others.
#ifdef __clang__
#define AWAIT_ELIDABLE __attribute__((annotate("switchback::await_elidable")))
#else
#define AWAIT_ELIDABLE
#endif

/// Prints one event.
[[gnu::format(printf, 1, 2)]] inline void say(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  std::vprintf(format, arguments);
  va_end(arguments);
  std::putchar('\n');
}

struct error : std::runtime_error {
  using runtime_error::runtime_error;
};

//===----------------------------------------------------------------------===//
// Objects that print their lives
//===----------------------------------------------------------------------===//

/// Prints its construction, copies, moves, assignments and destruction. A copy of `a` is called `a'`; what was moved
/// from is called `a~`. Tells when its bytes were moved behind its back, and at exit how many are still alive.
struct noisy {
  static inline int alive = 0;
  std::string name;
  const noisy *self = this;

  noisy(const char *n) : noisy(std::string(n)) {}
  noisy(std::string n) : name(std::move(n)) {
    ++alive;
    say("+%s", c_str());
  }
  noisy(const noisy &other) : name(other.name + "'") {
    ++alive;
    say("copy %s", other.c_str());
  }
  noisy(noisy &&other) noexcept : name(other.name) {
    ++alive;
    other.name += "~";
    say("move %s", c_str());
  }
  noisy &operator=(const noisy &other) {
    say("%s = %s", c_str(), other.c_str());
    name = other.name + "'";
    return *this;
  }
  noisy &operator=(noisy &&other) noexcept {
    say("%s = move %s", c_str(), other.c_str());
    name = other.name;
    other.name += "~";
    return *this;
  }
  ~noisy() {
    --alive;
    say("-%s(%d)%s", c_str(), std::uncaught_exceptions(), self == this ? "" : " RELOCATED");
  }
  const char *c_str() const { return name.c_str(); }
};

inline noisy operator+(const noisy &a, const noisy &b) { return noisy("(" + a.name + "+" + b.name + ")"); }

inline struct census {
  census() { std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ); }
  ~census() { say("%d alive", noisy::alive); }
} at_exit;

/// An argument that is silent where the caller makes it, since compilers differ in the order of arguments: only what
/// was copied or moved from it (a coroutine's own copy of the parameter) prints.
struct argument {
  const char *name;
  bool own = false;
  argument(const char *n) : name(n) {}
  argument(const argument &other) : name(other.name), own(true) { say("copy argument %s", name); }
  argument(argument &&other) : name(other.name), own(true) { say("move argument %s", name); }
  argument &operator=(const argument &) = delete;
  ~argument() {
    if (own)
      say("-argument %s(%d)", name, std::uncaught_exceptions());
  }
};

//===----------------------------------------------------------------------===//
// The event loop
//===----------------------------------------------------------------------===//

inline std::deque<std::coroutine_handle<>> event_loop;

/// Resumes the next handle; returns whether there was one.
inline bool turn() {
  if (event_loop.empty())
    return false;
  auto next = event_loop.front();
  event_loop.pop_front();
  next.resume();
  return true;
}

inline void drain() {
  while (turn()) {
  }
}

/// Calls `f` and says which exception left it, if any.
template <class F> void guarded(F f) {
#if !defined(__cpp_exceptions)
  f();
#else
  try {
    f();
  } catch (const std::exception &e) {
    say("caught %s", e.what());
  } catch (const noisy &e) {
    say("caught noisy %s", e.c_str());
  } catch (int n) {
    say("caught %d", n);
  }
#endif
}

//===----------------------------------------------------------------------===//
// Coroutine types
//===----------------------------------------------------------------------===//

struct promise_base {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::exception_ptr error;

  struct resume_continuation {
    bool await_ready() noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
      return h.promise().continuation;
    }
    void await_resume() noexcept {}
  };
  resume_continuation final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void rethrow() {
    if (error)
      std::rethrow_exception(error);
  }
};

template <class T> struct promise_of : promise_base {
  std::optional<T> value;
  template <class U = T> void return_value(U &&x) { value.emplace(std::forward<U>(x)); }
  T take() {
    rethrow();
    return std::move(*value);
  }
};
template <class T> struct promise_of<T &> : promise_base {
  T *value = nullptr;
  void return_value(T &x) { value = &x; }
  T &take() {
    rethrow();
    return *value;
  }
};
template <> struct promise_of<void> : promise_base {
  void return_void() noexcept {}
  void take() { rethrow(); }
};

/// Owns a coroutine that gives one value. `Start` is what its initial_suspend() returns.
template <class T, class Start> struct AWAIT_ELIDABLE basic_task {
  struct promise_type : promise_of<T> {
    basic_task get_return_object() {
      return basic_task{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    Start initial_suspend() noexcept { return {}; }
  };

  std::coroutine_handle<promise_type> handle;
  explicit basic_task(std::coroutine_handle<promise_type> h) : handle(h) {}
  basic_task(basic_task &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~basic_task() {
    if (handle)
      handle.destroy();
  }
  bool done() const { return handle.done(); }
  void resume() const { handle.resume(); }

  bool await_ready() const noexcept { return handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
    handle.promise().continuation = awaiting;
    if constexpr (std::is_same_v<Start, std::suspend_never>)
      return std::noop_coroutine(); // it runs already
    else
      return handle;
  }
  T await_resume() { return handle.promise().take(); }
};

template <class T = void> using task = basic_task<T, std::suspend_always>;
template <class T = void> using eager = basic_task<T, std::suspend_never>;

/// Yields references to what the coroutine yields, in place.
template <class T> struct generator {
  struct promise_type {
    const T *current = nullptr;
    std::exception_ptr error;
    generator get_return_object() { return generator{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const T &value) noexcept {
      current = &value;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };

  std::coroutine_handle<promise_type> handle;
  explicit generator(std::coroutine_handle<promise_type> h) : handle(h) {}
  generator(generator &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~generator() {
    if (handle)
      handle.destroy();
  }
  bool done() const { return handle.done(); }
  void resume() const { handle.resume(); }
  /// Goes to the next value; false at the end.
  bool next() {
    handle.resume();
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return !handle.done();
  }
  const T &value() const { return *handle.promise().current; }

  struct sentinel {};
  struct iterator {
    generator *from;
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
// Awaiters
//===----------------------------------------------------------------------===//

/// Waits for one turn of the event loop.
struct tick {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const { event_loop.push_back(h); }
  void await_resume() const noexcept {}
};

/// Gives `value` after one turn of the event loop.
template <class T> struct later : tick {
  T value;
  explicit later(T v) : value(std::move(v)) {}
  T await_resume() { return std::move(value); }
};

/// Gives `value` at once.
template <class T> struct ready {
  T value;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const { say("never suspended"); }
  T await_resume() { return std::move(value); }
};
template <class T> ready(T) -> ready<T>;

/// Gives its number after one turn, and prints its life. Can be neither copied nor moved.
struct ask : tick {
  int number;
  explicit ask(int n) : number(n) { say("ask %d", number); }
  ask(const ask &) = delete;
  ~ask() { say("asked %d(%d)", number, std::uncaught_exceptions()); }
  int await_resume() const {
    say("got %d", number);
    return number;
  }
};

/// Gives a new noisy object after one turn.
struct make : tick {
  std::string name;
  explicit make(std::string n) : name(std::move(n)) {}
  noisy await_resume() const { return noisy(name); }
};

/// Suspends or does not, as await_suspend's bool says.
struct maybe {
  bool suspend;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> h) const {
    if (suspend)
      event_loop.push_back(h);
    return suspend;
  }
  bool await_resume() const noexcept { return suspend; }
};

/// Transfers to another coroutine.
struct switch_to {
  std::coroutine_handle<> next;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept { return next; }
  void await_resume() const noexcept {}
};

#if defined(__cpp_exceptions)
/// Throws at one of its stages; resumed after one turn otherwise.
struct failing {
  enum stage { in_ready, in_suspend, in_resume } where;
  bool await_ready() const {
    if (where == in_ready)
      throw error("await_ready");
    return false;
  }
  void await_suspend(std::coroutine_handle<> h) const {
    if (where == in_suspend)
      throw error("await_suspend");
    event_loop.push_back(h);
  }
  int await_resume() const {
    if (where == in_resume)
      throw error("await_resume");
    return 0;
  }
};
#endif

//===----------------------------------------------------------------------===//
// Drivers
//===----------------------------------------------------------------------===//

/// Runs a task and the event loop to the end; gives the task's value or throws its exception.
template <class T, class Start> T run(basic_task<T, Start> t) {
  if constexpr (!std::is_same_v<Start, std::suspend_never>)
    t.resume();
  drain();
  return t.await_resume();
}

/// Takes the coroutine out of its owner: the caller destroys it.
template <class Coroutine> auto release(Coroutine c) { return std::exchange(c.handle, {}); }

/// Resumes what waits in the event loop, or else the coroutine itself.
template <class Coroutine> void step(Coroutine &c) {
  if (!turn())
    c.resume();
}

/// Makes the coroutine again and again, resumes it 0, 1, 2, ... times and destroys it, until it comes to its end.
template <class F> void destroy_at_every_point(F create) {
  for (int resumptions = 0;; ++resumptions) {
    say("== destroyed after %d", resumptions);
    auto coroutine = create();
    for (int i = 0; i < resumptions && !coroutine.done(); ++i)
      guarded([&] { step(coroutine); });
    bool done = coroutine.done();
    say(done ? "-- done" : "-- destroy");
    event_loop.clear();
    if (done)
      return;
  }
}

/// How many symmetric transfers a test may make in a row: few where the compiler makes no tail calls.
#if defined(__clang__) || (defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__))
inline constexpr int many_transfers = 1000000;
#else
inline constexpr int many_transfers = 5000;
#endif
