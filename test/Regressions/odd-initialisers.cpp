// RUN: %check-behaviour %s

// Initialisers that are seldom written so: of structured bindings, designated ones, of types and unions without names.
#include "support.h"
#include <functional>

struct trace {
  struct promise_type {
    trace get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
template <class T> struct gives {
  T value;
  const char *name;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  T await_resume() {
    say("%s", name);
    return static_cast<T &&>(value);
  }
};

// clang-format off
trace arrays() {
  int numbers[2][2] = {{1, 2}, {3, 4}};
  auto [a, b] = co_await gives<int (&)[2][2]>{numbers, "numbers"};
  a[1] = 9;
  say("%d %d %d", a[1], b[0], numbers[0][1]);
  noisy objects[2] = {"p", "q"};
  auto [c, d] = co_await gives<noisy (&)[2]>{objects, "objects"};
  auto [e, f](co_await gives<noisy (&)[2]>{objects, "again"});
  co_await std::suspend_never{};
  say("%s %s %s %s", c.c_str(), d.c_str(), e.c_str(), f.c_str());
}

struct pair { int a = 5, b; };
struct inner { int a, b; };
struct outer { inner x, y; };
struct fields { int a : 4 = 3; int b; int c = 7; };
trace designators() {
  pair p{.b = co_await gives<int>{-3, "b"}};
  pair q{.a = 1, .b = co_await gives<int>{2, "b"}};
  fields f{.b = co_await gives<int>{4, "b"}};
  outer o{.x{co_await gives<int>{7, "a"}, 1}, .y={3, co_await gives<int>{8, "y"}}};
  outer r{.x {.a{co_await gives<int>{7, "a"}},.b=2},.y{3, co_await gives<int>{8, "y"}}};
  say("%d %d %d %d %d %d %d %d %d %d %d", p.a, p.b, q.a, q.b, f.a, f.b, f.c, o.x.a, o.y.b, r.x.a, r.y.b);
}

trace unnamed(int x) {
  struct{int u; noisy t;}s{co_await gives<int>{x, "u"}, noisy("s")};
  enum{A,B}e=A;
  s.u += co_await gives<int>{65, "add"};
  e = co_await gives<int>{x, "e"} == 2 ? B : e;
  union{int i; char c;};
  i = co_await gives<int>{65, "i"};
  co_await std::suspend_never{};
  say("%d %s %d %c", s.u, s.t.c_str(), int(e), c);
}
template <class T> trace unnamed_in_template(T x) {
  struct{T u; noisy t;}s{co_await gives<T>{x, "u"}, noisy("s")};
  union{T i; char c[sizeof(T)];};
  i = co_await gives<T>{65, "i"};
  s.u += co_await gives<T>{1, "add"};
  say("%d %s %d", s.u, s.t.c_str(), i);
}

template <class T, int N> struct statics { static const std::function<trace(T)> member; };
template <class T, int N> const std::function<trace(T)> statics<T, N>::member = [](T x) -> trace {
  co_await gives<T>{x, "static"};
  say("static %d", N);
};

trace packs(auto x, auto... xs) {
  int b = x;
  noisy c("c");
  auto sum = [...all = std::move(xs), &b, c = std::move(c)](int k) mutable {
    ((all += k), ...);
    return b + (0 + ... + int(all)) + int(c.name.size());
  };
  co_await gives<int>{1, "packs"};
  const int once = sum(1);
  say("%d %d", once, sum(2));
}

auto own_type = [](int a, auto b) -> trace {
  co_await gives<decltype(b)>{b, "b"};
  co_await gives<decltype((b))>{b, "(b)"};
  say("%d %.1f", a, b);
};
// clang-format on

struct quiet {
  struct promise_type : trace::promise_type {
    quiet get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    [[nodiscard]] std::suspend_always yield_value(int n) {
      say("%d", n);
      return {};
    }
  };
  std::coroutine_handle<promise_type> coroutine;
};
quiet yields() { co_yield 1; }
struct must_use {
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  [[nodiscard]] int await_resume() { return 1; }
};
trace unused(bool a, bool b) {
  co_await must_use{};
  if ((a && co_await gives<bool>{b, "and"}), co_await gives<bool>{b, "then"})
    say("both");
}

int main() {
  arrays();
  designators();
  unnamed(2);
  unnamed_in_template(2);
  own_type(1, 2.5);
  statics<int, 2>::member(3);
  packs(3, 1, 2L);
  yields().coroutine.resume();
  unused(true, true);
}
