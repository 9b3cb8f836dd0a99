// RUN: %check-behaviour %s

// if constexpr that asks about a pack of parameters, and what is returned may be void.
#include "support.h"
#include <functional>
template <class F, class... A> auto enqueue(F &&f, A... args) -> task<decltype(f(std::forward<A>(args)...))> {
  co_await tick{};
  if constexpr (std::is_same_v<void, decltype(f(std::forward<A>(args)...))>) {
    f(std::forward<A>(args)...);
    co_return;
  } else {
    co_return f(std::forward<A>(args)...);
  }
}
template <class F, class... A> auto named(F f, A... args) -> task<std::invoke_result_t<F, A...>> {
  using R = decltype(f(args...));
  co_await tick{};
  if constexpr (std::is_void_v<R>) {
    f(args...);
    co_return;
  } else {
    R r = f(args...);
    co_await tick{};
    co_return r;
  }
}
template <class F, class... A> auto constant(F f, A... args) -> task<std::invoke_result_t<F, A...>> {
  constexpr bool nothing = std::is_void_v<decltype(f(args...))>;
  co_await tick{};
  if constexpr (nothing) {
    f(args...);
    co_await tick{};
  } else {
    co_return f(args...);
  }
}
template <class F, class... A> task<int> plain(F f, A... args) {
  co_await tick{};
  int n = 1;
  if constexpr (std::is_void_v<decltype(f(args...))>)
    f(args...);
  else
    n += f.nothing_of_that_name();
  if constexpr (requires { f(args..., 1, 2); })
    n += f(args..., 1);
  if constexpr (sizeof...(args) == 1 && std::is_same_v<std::common_type_t<decltype(args)...>, int>) { co_await tick(); n += 100; } else if constexpr (sizeof...(args)) { co_await tick(); n += 1000; }
  co_return n;
}
template <class F, class... A> auto call(F f, A... args) -> task<std::invoke_result_t<F, A...>> {
  co_await tick{};
  co_return f(args...);
}
template <class F, class... A> auto call2(F f, A... args) -> task<std::invoke_result_t<F, A...>> {
  co_await tick{};
  co_return static_cast<std::invoke_result_t<F, A...>>(f(args...));
}
struct pool {
  int k = 3;
  template <class F, class... A> auto go(F f, A... args) -> task<decltype(f(k, args...))> {
    co_await tick();
    if constexpr (std::is_void_v<decltype(f(this->k, args...))>) { f(k, args...); } else { co_return f(k, args...); }
  }
};
template <class U, class... A> task<int> requirement(U u, A... as) {
  int r = 0;
  if constexpr (requires { requires sizeof(u) == 4; })
    r += u + co_await later<int>(1);
  if constexpr (requires { u.nothing_of_that_name(); })
    r += u.nothing_of_that_name();
  co_await tick{};
  r += (as + ...);
  co_return r;
}
int main() {
  int pointee = 2;
  say("%d", run(requirement(4, 1, 2)));
  say("%d", run(requirement(&pointee, 1, 2)));
  auto v = [](int k) { say("%d", k); };
  auto i = [](int k) { return k; };
  run(enqueue(v, 1)); say("%d", run(enqueue(i, 1)));
  run(named(v, 1)); say("%d", run(named(i, 1)));
  run(constant(v, 1)); say("%d", run(constant(i, 1)));
  run(call(v, 1)); say("%d", run(call(i, 1)));
  run(call2(v, 1)); say("%d", run(call2(i, 1)));
  say("%d", run(plain(v, 1)));
  pool p; run(p.go([](int a, int b) { say("%d", a + b); }, 4)); say("%d", run(p.go([](int a, int b) { return a + b; }, 4)));
  auto l = [](auto f, auto... args) -> task<int> { co_await tick(); if constexpr (std::is_void_v<decltype(f(args...))>) { f(args...); co_return 0; } else { co_return f(args...); } };
  say("%d", run(l(v, 1))); say("%d", run(l(i, 1)));
}
