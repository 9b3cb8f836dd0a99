// RUN: %check-behaviour %s

// Arguments by value whose types are made with closures, or beside such, that
// live while what they are passed to is awaited.
#include "support.h"
#include <utility>

template <class T> struct lazy {
  struct promise_type {
    T value{};
    std::coroutine_handle<> next = std::noop_coroutine();
    lazy get_return_object() {
      return lazy(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct resumes {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().next;
      }
      void await_resume() noexcept {}
    };
    resumes final_suspend() noexcept { return {}; }
    void return_value(T x) { value = x; }
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> handle;
  explicit lazy(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  lazy(lazy &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~lazy() {
    if (handle) {
      say("dies");
      handle.destroy();
    }
  }
  bool await_ready() { return false; }
  auto await_suspend(std::coroutine_handle<> h) {
    handle.promise().next = h;
    return handle;
  }
  T await_resume() { return handle.promise().value; }
};
using number = lazy<int>;
number just(int x) { co_return x; }

template <template <class> class Lazy, class T, class F>
Lazy<T> then(Lazy<T> l, F f) {
  co_return f(co_await l);
}
template <class T, class F, class G> lazy<T> both(lazy<T> l, F f, G g) {
  co_return f(co_await l) + g(1);
}
template <class F> struct mapped {
  F f;
  noisy alive{"mapped"};
  int operator()(int x) const { return f(x); }
};
template <class F> mapped<F> map(F f) { return {std::move(f)}; }

number in_function(int n) {
  noisy seen("seen");
  int sum = co_await then(just(2), [n](int x) { return x * n; });
  sum += co_await then(just(3), map([n, seen](int x) { return x - n; }));
  sum += co_await both(just(4), map([&sum](int x) { return x + sum; }),
                       [seen](int x) { return x + seen.c_str()[0]; });
  auto kept = map([](int x) { return -x; });
  sum += co_await then(just(5), kept);
  co_return sum + co_await then(just(6), std::move(kept));
}
auto in_closure = [](int n) -> number {
  co_return co_await then(just(2), map([n](int x) { return x * n; })) +
      co_await then(just(n), [](int x) { return x + 1; });
};

// Pipes: what they pass on is made of what they are passed.
template <class T, class F> struct transformed {
  T source;
  F f;
  noisy alive{"transformed"};
  transformed(T source, F f) : source(std::move(source)), f(std::move(f)) {}
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  auto await_resume() { return f(source.await_resume()); }
};
struct value {
  int n;
  noisy alive{"value"};
  value(int n) : n(n) {}
  int await_resume() { return n; }
};
template <class F> struct piped {
  F f;
  noisy alive{"piped"};
};
template <class F> piped<F> by(F f) { return {std::move(f)}; }
template <class T, class F> transformed<T, F> operator|(T source, piped<F> to) {
  return {std::move(source), std::move(to.f)};
}
number pipes(int n) {
  int k = 3;
  co_return co_await (value(n) | by([k](int x) { return x + k; }) |
                      by([&k](int x) { return x * k; }));
}

static void start(number l) {
  l.handle.resume();
  say("%d", l.handle.promise().value);
}
int main() {
  start(in_function(3));
  start(in_closure(4));
  auto piping = pipes(2);
  piping.handle.resume();
  drain();
  say("%d", piping.handle.promise().value);
}
