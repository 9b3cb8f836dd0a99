// RUN: %check-behaviour %s

// Promises whose classes no instance decides alone: templates, their specialisations, bases and members.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <utility>

static int depth = 0;
static void say(const char *text) { std::printf("%*s%s\n", depth * 2, "", text); }

struct noisy {
  const char *name;
  explicit noisy(const char *name) : name(name) {}
  noisy(const noisy &other) : name(other.name) { say("copied"); }
  ~noisy() { say(name); }
};

// The same in the template and its specialisation, but for what is returned.
template <class T> struct lazy;
struct lazy_promise_base {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::suspend_always initial_suspend() const noexcept { return {}; }
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> h) const noexcept {
      say("ends");
      return h.promise().continuation;
    }
    void await_resume() const noexcept {}
  };
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() { say("unhandled"); }
};
template <class T> struct lazy_promise : lazy_promise_base {
  T value{};
  lazy<T> get_return_object();
  template <class U> void return_value(U &&u) { value = std::forward<U>(u); }
};
template <> struct lazy_promise<void> : lazy_promise_base {
  int value = -1;
  lazy<void> get_return_object();
  void return_void() { say("return_void"); }
};
template <class T = void> struct [[nodiscard]] lazy {
  using promise_type = lazy_promise<T>;
  std::coroutine_handle<promise_type> handle;
  explicit lazy(std::coroutine_handle<promise_type> h) : handle(h) {}
  lazy(lazy &&other) : handle(std::exchange(other.handle, {})) {}
  ~lazy() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() { return false; }
  auto await_suspend(std::coroutine_handle<> h) {
    handle.promise().continuation = h;
    return handle;
  }
  decltype(auto) await_resume() {
    if constexpr (!std::is_void_v<T>)
      return std::move(handle.promise().value);
  }
  auto run() {
    handle.resume();
    return handle.promise().value;
  }
};
template <class T> lazy<T> lazy_promise<T>::get_return_object() {
  return lazy<T>(std::coroutine_handle<lazy_promise>::from_promise(*this));
}
lazy<void> lazy_promise<void>::get_return_object() {
  return lazy<void>(std::coroutine_handle<lazy_promise>::from_promise(*this));
}

static void nothing(int, int) { say("nothing"); }

// Any T, void among them.
template <class T, class F> lazy<T> call(F f) { co_return f(noisy("argument")); }
template <class T> lazy<> twice(T t) {
  noisy local("local of twice");
  co_await call<int>([&](const noisy &) { return t + 1; });
  co_return co_await call<void>([&](const noisy &) { nothing(t, t); });
}
template <class T> lazy<int> known(T t) {
  noisy local("local of known");
  int sum = co_await call<int>([&](const noisy &n) { return t + int(n.name[0]); });
  co_return sum + t;
}
template <class T> lazy<int> throws(T t) {
  noisy local("local of throws");
  if (t > 0)
    throw t;
  co_return t;
}

// Never suspended at its ends; what initial_suspend and final_suspend do is seen.
template <class T> struct eager {
  struct promise_type {
    eager get_return_object() {
      say("get_return_object");
      return {};
    }
    auto initial_suspend() noexcept { return std::suspend_never{}; }
    const std::suspend_never final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_void() {}
    void unhandled_exception() { throw; }
    ~promise_type() { say("promise destroyed"); }
  };
};
template <class T> eager<T> at_once(T t) {
  noisy local("local of at_once");
  std::printf("%d\n", int(t));
  co_await std::suspend_never();
  if (t < 0)
    throw t;
}
template <class T> struct noisy_start {
  struct promise_type {
    noisy_start get_return_object() { return {}; }
    std::suspend_never initial_suspend() {
      say("initial_suspend");
      return {};
    }
    auto final_suspend() noexcept { return std::suspend_never(); }
    void return_void() {}
    void unhandled_exception() {}
  };
};
template <class T> noisy_start<T> begins(T t) {
  std::printf("begun %d\n", int(t));
  co_return;
}

// A specialisation ends in another way.
template <class T> struct mixed {
  struct promise_type {
    mixed get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> handle;
};
template <> struct mixed<char> {
  struct promise_type {
    mixed get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct awaiter {
        int calls = 0;
        bool await_ready() noexcept { return ++calls > 1; }
        void await_suspend(std::coroutine_handle<>) noexcept { std::printf("%d calls\n", calls); }
        void await_resume() noexcept {}
      };
      return awaiter();
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> handle;
};
template <class T> mixed<T> either(T t) {
  std::printf("either %d\n", int(t));
  co_return;
}
// A member of an instance is.
template <class T> struct partly {
  struct promise_type {
    partly get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> handle;
};
template <> std::suspend_always partly<char>::promise_type::initial_suspend() noexcept {
  say("specialised initial_suspend");
  return {};
}
template <class T> partly<T> part(T t) {
  std::printf("part %d\n", int(t));
  co_return;
}

// Awaiters of the ends that know more than their classes say.
namespace own {
struct token {};
struct made {
  bool await_ready() noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() noexcept { say("made by operator co_await"); }
};
inline made operator co_await(token) noexcept { return {}; }
} // namespace own
template <class T> struct with_operator {
  struct promise_type {
    with_operator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    own::token initial_suspend() noexcept { return {}; }
    own::token final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> handle;
};
template <class T> with_operator<T> operators(T t) {
  std::printf("operators %d\n", int(t));
  co_return;
}
template <class T> struct lvalue_end {
  struct promise_type {
    struct awaiter {
      bool await_ready() noexcept { return false; }
      bool await_suspend(std::coroutine_handle<>) & noexcept {
        say("may go on");
        return false;
      }
      void await_resume() noexcept { say("goes on"); }
    };
    lvalue_end get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    awaiter final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    ~promise_type() { say("gone"); }
  };
};
template <class T> lvalue_end<T> lvalue(T t) {
  std::printf("lvalue %d\n", int(t));
  co_return;
}

// Inside of the class that is the template.
template <class T> struct tree {
  struct promise_type;
  using handle_type = std::coroutine_handle<promise_type>;
  struct promise_type {
    T current{};
    tree get_return_object() { return tree(handle_type::from_promise(*this)); }
    const std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T t) {
      current = t;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  explicit tree(handle_type h) : handle(h) {}
  tree(tree &&other) : handle(std::exchange(other.handle, {})) {}
  ~tree() {
    if (handle)
      handle.destroy();
  }
  static tree up_to(T n) {
    noisy local("local of up_to");
    for (T i = 0; i < n; ++i)
      co_yield i;
  }
  tree doubled() {
    while (next())
      co_yield handle.promise().current * 2;
  }
  bool next() {
    handle.resume();
    return !handle.done();
  }
  handle_type handle;
};

int main() {
  std::printf("%d\n", known(5).run());
  std::printf("%d\n", twice(5).run());
  std::printf("%d\n", throws(5).run());
  { auto unused = known(7); }
  at_once(3);
  try {
    at_once(-3);
  } catch (int i) {
    std::printf("caught %d\n", i);
  }
  begins('a');
  auto a = either(1).handle;
  a.resume();
  std::printf("%d\n", a.done());
  a.destroy();
  auto b = either('b').handle;
  std::printf("%d\n", b.done());
  b.destroy();
  auto c = part('c').handle;
  c.resume();
  c.destroy();
  auto d = part(4).handle;
  d.resume();
  d.destroy();
  operators(1);
  lvalue(2);
  auto all = tree<int>::up_to(3);
  while (all.next())
    std::printf("%d ", all.handle.promise().current);
  auto again = tree<int>::up_to(4);
  auto twice_that = again.doubled();
  twice_that.next();
  twice_that.next();
  std::printf("%d\n", twice_that.handle.promise().current);
}
