// RUN: %check-behaviour %s

// Objects in the frame whose types only their initialisers name: with constants, types and aliases of the body in them.
#include "support.h"
class counted {
  struct cursor { int n; int get() const { return n; } };
public:
  static cursor make(int n) { return {n}; }
  template <class T> static cursor of() { return {int(sizeof(T))}; }
};
template <auto V> struct any { int n = V(20); int value() const { return n; } };
template <class T> struct named {
  const T &object;
  int await_resume() { return object.value(); }
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
};
template <class T> named<T> name(const T &object) { return {object}; }
task<> work(int a) {
  int n = a + 1;
  auto c = counted::make(n);
  struct local { char x[7]; };
  using mine = local;
  auto d = counted::of<mine>();
  constexpr int k = 4;
  auto e = counted::make(k);
  auto f = counted::make([&] { return a; }());
  co_await ask(1);
  say("%d %d %d %d", c.get(), d.get(), e.get(), f.get());
  using twice = any<[](int i) { return 2 * i; }>;
  say("%d", co_await name(twice()));
}
int main() { run(work(3)); }
