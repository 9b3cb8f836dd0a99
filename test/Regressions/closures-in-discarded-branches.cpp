// RUN: %check-behaviour %s

// Closures in branches of if constexpr that an instance discards are not compiled for it.
#include "support.h"
#include <functional>

struct has_foo {
  int foo() { return 1; }
};
struct has_bar {
  int bar() { return 2; }
};
template <class A> task<int> one(A a) {
  if constexpr (requires { a.foo(); }) {
    auto f = [&] { return a.foo(); };
    co_await tick{};
    co_return f();
  } else {
    co_await tick{};
    co_return 10;
  }
}
template <class A> task<int> both(A a) {
  if constexpr (requires { a.foo(); }) {
    auto f = [&] { return a.foo(); };
    co_await tick{};
    co_return f();
  } else {
    auto f = [&] { return a.bar(); };
    co_await tick{};
    co_return f();
  }
}
template <class A> task<int> nested(A a, int n) {
  if constexpr (sizeof(A) == 1) {
    if constexpr (requires { a.foo(); }) {
      std::function<int()> f = [a, n]() mutable { return a.foo() + n; };
      co_return f() + co_await ask(1);
    } else {
      std::function<int()> f = [a, n]() mutable { return a.bar() + n; };
      co_return f() + co_await ask(2);
    }
  } else {
    co_return a;
  }
}
template <class A> task<int> by_alias(A a) {
  using result = decltype(a());
  if constexpr (std::is_void_v<result>) {
    auto f = [&] { a(); };
    co_await tick{};
    f();
    co_return 0;
  } else {
    auto f = [&](result &&more) { return a() + more; };
    co_await tick{};
    co_return f(5);
  }
}

int main() {
  say("%d %d", run(one(has_foo())), run(one(has_bar())));
  say("%d %d", run(both(has_foo())), run(both(has_bar())));
  say("%d", run(nested(has_foo(), 3)));
  say("%d", run(nested(has_bar(), 4)));
  say("%d", run(nested(7, 5)));
  say("%d", run(by_alias([] { say("void"); })));
  say("%d", run(by_alias([] { return 3; })));
}
