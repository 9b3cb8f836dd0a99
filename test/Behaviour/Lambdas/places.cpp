// RUN: %check-behaviour %s

// Coroutine lambdas in default member initialisers, default arguments, constructors and tables of globals.
#include "support.h"
#include <functional>
struct promise_x;
struct A {
  std::function<task<int>(int)> f;
  A(std::function<task<int>(int)> f = [](int x) -> task<int> {
    noisy n("n");
    co_await tick{};
    co_return x;
  })
      : f(f) {}
};
struct B : A {
  B()
      : A([](int x) -> task<int> {
          co_await tick{};
          co_return x + 1;
        }),
        g([this](int y) -> task<int> {
          noisy n("g");
          co_await tick{};
          co_return y + z;
        }) {}
  std::function<task<int>(int)> g;
  int z = 5;
};
std::vector<std::function<task<int>(int)>> table = {[](int x) -> task<int> {
                                                      co_await tick{};
                                                      co_return x;
                                                    },
                                                    [](int x) -> task<int> {
                                                      co_await tick{};
                                                      co_return x * 2;
                                                    }};
int with_static() {
  static auto l = [c = 0](int x) mutable -> task<int> {
    co_await tick{};
    co_return x + ++c;
  };
  return run(l(1));
}
task<int> ret() {
  return [](noisy n) -> task<int> {
    co_await tick{};
    co_return int(n.name.size());
  }(noisy("abc"));
}
template <class T> T tv = T{};
int main() {
  A a;
  B b;
  say("%d", run(a.f(1)));
  say("%d", run(b.f(1)));
  say("%d", run(b.g(1)));
  for (auto &f : table) say("%d", run(f(3)));
  say("%d", with_static());
  say("%d", run(ret()));
}
