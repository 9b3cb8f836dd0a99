// RUN: %check-behaviour %s

// Return types that ask for members of a class template, and for parameters of a pack without a name for its types.
#include "support.h"
#include <tuple>
auto invoke(auto f, auto... args) -> decltype(f(std::forward<decltype(args)>(args)...)) {
  co_return co_await f(std::forward<decltype(args)>(args)...);
}
template <class T> struct op {
  T t;
  auto go() -> task<decltype(-t)> { co_await tick(); co_return -t; }
  auto add(T x) -> task<decltype(t + x)> { co_await tick(); co_return t + x; }
  template <class... A> auto all(A... a) -> task<decltype((t + ... + a))> { co_await tick(); co_return (t + ... + a); }
  auto with(auto... a) const -> task<decltype((t + ... + a))> { co_await tick(); co_return (t + ... + a); }
  task<decltype(op::t)> member() { co_await tick(); co_return t; }
};
template <class F, class Tuple> struct later_call {
  F f; Tuple args;
  auto operator()() && -> task<decltype(std::apply(f, args))> { co_await tick(); co_return std::apply(f, std::move(args)); }
};
int main() {
  say("%d", run(invoke([](int i) -> task<int> { co_return i; }, 5)));
  say("%d", run(op<int>{1}.go())); say("%d", run(op<int>{1}.add(3))); say("%d", run(op<int>{1}.all(3, 4))); say("%d", run(op<int>{1}.with(3, 4))); say("%d", run(op<int>{1}.member()));
  auto f = [](int a, int b) { return a + b; };
  say("%d", run(later_call<decltype(f), std::tuple<int, int>>{f, {1, 2}}()));
}
