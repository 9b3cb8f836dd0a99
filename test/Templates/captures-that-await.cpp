// RUN: %check-behaviour %s

// A capture of a template's lambda that awaits, of a type that an instance
// decides.
#include "support.h"
template <class T> struct gives {
  T v;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  T await_resume() { return static_cast<T>(v); }
};
struct made {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  noisy await_resume() { return noisy("made"); }
};
template <class T> task<int> b(T x) {
  auto f = [y = co_await ask(x), &x] { return y + x; };
  x = 10;
  co_await tick{};
  co_return f();
}
template <class A> task<int> c(A a) {
  auto f = [y = co_await a, n = 3]() mutable {
    say("%s", y.c_str());
    return n++;
  };
  co_await tick{};
  f();
  co_return f();
}
template <class A> task<int> e(A a) {
  if constexpr (sizeof(A) > 1) {
    auto f = [&a, y = co_await a] { return y; };
    co_await tick{};
    co_return f();
  }
}
int main() {
  say("%d", run(b(3)));
  noisy n("n");
  say("%d", run(c(gives<noisy &>{n})));
  say("%d", run(c(made{})));
  say("%d", run(e(gives<int>{4})));
}
