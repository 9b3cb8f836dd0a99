// RUN: %check-behaviour %s

// `decltype(auto)`: an object or a reference, as an instance decides.
#include "support.h"
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

struct holder {
  noisy inside{"inside"};
  int n = 3;
  int *p = &n;
  noisy &get() & { return inside; }
  noisy &&get() && { return std::move(inside); }
  noisy copy() const { return noisy("copy"); }
};
struct pinned {
  int n;
  explicit pinned(int n) : n(n) { say("pinned %d", n); }
  pinned(const pinned &) = delete;
  ~pinned() { say("unpinned %d", n); }
};
template <class T> struct gives {
  T value;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) const noexcept { return false; }
  T await_resume() { return static_cast<T>(value); }
};
template <class T> struct makes {
  int n;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  T await_resume() { return T(n); }
};
template <class T> const char *kind() {
  return std::is_lvalue_reference_v<T>   ? "lvalue"
         : std::is_rvalue_reference_v<T> ? "rvalue"
                                         : "object";
}

template <class A> task<int> awaited(A a) {
  decltype(auto) x = co_await std::move(a);
  say("%s", kind<decltype(x)>());
  co_await tick{};
  x.n += 1;
  decltype(auto) again = (x);
  co_await tick{};
  say("%s %d", kind<decltype(again)>(), again.n);
  co_return x.n;
}
template <class T> task<int> members(T t) {
  decltype(auto) object = t.get();
  decltype(auto) moved = std::move(t).get();
  decltype(auto) made = t.copy();
  decltype(auto) field = t.n;
  decltype(auto) place = (t.n);
  decltype(auto) pointed = *t.p;
  co_await tick{};
  say("%s %s %s %s %s %s", kind<decltype(object)>(), kind<decltype(moved)>(),
      kind<decltype(made)>(), kind<decltype(field)>(), kind<decltype(place)>(),
      kind<decltype(pointed)>());
  place = 8;
  field = 9;
  say("%d %d", pointed, int(&object == &moved));
  decltype(auto) sum = field + co_await ask(place);
  co_await tick{};
  auto adds = [&] { return sum + field; };
  co_return adds();
}
template <class T> task<T> names(T x) {
  decltype(auto) y = x;
  T &r = x;
  decltype(auto) z = r;
  co_await tick{};
  z += T(1);
  say("%s %s", kind<decltype(y)>(), kind<decltype(z)>());
  co_return y;
}
template <class T> task<std::unique_ptr<T>> moves(T x) {
  decltype(auto) p = std::make_unique<T>(x);
  co_await tick{};
  co_return p;
}
template <class R> task<int> loops(R range) {
  int sum = 0;
  for (decltype(auto) x : range) {
    co_await tick{};
    sum += x;
    x += 1;
  }
  for (decltype(auto) x : range)
    sum += co_await ask(x);
  co_return sum;
}
template <class F> task<int> chosen(F f) {
  if constexpr (requires { f(1).n; }) {
    decltype(auto) made = f(4);
    co_await tick{};
    co_return made.n;
  } else {
    decltype(auto) made = f(5);
    co_await tick{};
    co_return made;
  }
}
template <class T> struct bits {
  T low : 3;
  T high : 5;
};
template <class T> task<int> parts(bits<T> b, holder h) {
  decltype(auto) low = b.low;
  decltype(auto) inside = std::move(h).inside;
  decltype(auto) adds = [&](T by) { return low += by; };
  decltype(auto) n = h.n;
  co_await tick{};
  b.low = 7;
  n = 8;
  say("%d %s %d", h.n, inside.c_str(), int(b.high));
  co_return adds(T(2));
}
int counter;
int &count(int by) { return counter += by; }
int main() {
  pinned p(1);
  say("%d", run(awaited(gives<pinned &>{p})));
  say("%d", run(awaited(gives<pinned &&>{std::move(p)})));
  say("%d", run(awaited(makes<pinned>{5})));
  say("%d", run(members(holder{})));
  say("%d", run(names(6)));
  say("%.1f", run(names(1.5)));
  say("%d", *run(moves(7)));
  say("%d", run(loops(std::vector<int>{1, 2, 3})));
  say("%d", run(chosen([](int n) { return pinned(n); })));
  say("%d", run(chosen([](int n) -> int & { return count(n); })));
  auto generic = [](auto f) -> task<int> {
    decltype(auto) place = f(2);
    co_await tick{};
    place += 1;
    co_return place;
  };
  say("%d", run(generic([](int n) -> int & { return count(n); })));
  say("%d", run(generic([](int n) { return n; })));
  say("%d", counter);
  say("%d", run(parts(bits<unsigned>{1, 2}, holder())));
}
