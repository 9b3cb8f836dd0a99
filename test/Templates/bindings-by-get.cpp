// RUN: %check-behaviour %s

// Structured bindings of templates: of a class with a `get` of its own that is called once for each name, where the
// names are declared, on the category that the object has; and of all else that an instance may take apart.
#include "support.h"
#include <array>
#include <map>
#include <tuple>

struct trace {
  struct promise_type {
    trace get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { say("unhandled"); }
  };
};
template <class T> struct value_of {
  T value;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  T await_resume() { return static_cast<T &&>(value); }
};
template <class T> value_of<T> value_from(const T &value) { return {value}; }

// Members that tell of their category.
struct two {
  int x, y;
  template <std::size_t I> int &get() & {
    say("get %zu &", I);
    return I == 0 ? x : y;
  }
  template <std::size_t I> const int &get() const & {
    say("get %zu const &", I);
    return I == 0 ? x : y;
  }
  template <std::size_t I> int get() && {
    say("get %zu &&", I);
    return I == 0 ? x : y;
  }
};
// Functions that give objects, found by argument-dependent lookup.
namespace lib {
struct names {
  noisy first{"first"}, last{"last"};
};
template <std::size_t I> noisy get(const names &n) { return noisy(I == 0 ? n.first.name + "!" : n.last.name + "!"); }
} // namespace lib
// One that throws at the second.
struct fails {
  noisy whole{"whole"};
  template <std::size_t I> noisy get() const {
    if (I == 1)
      throw error("get");
    return noisy("got");
  }
};
struct immovable {
  int a = 1, b = 2;
  immovable() = default;
  immovable(const immovable &) = delete;
  ~immovable() { say("-immovable"); }
};
struct with_array {
  int numbers[2] = {5, 6};
  noisy objects[2] = {"p", "q"};
};
namespace std {
template <> struct tuple_size<two> : integral_constant<size_t, 2> {};
template <size_t I> struct tuple_element<I, two> {
  using type = int;
};
template <> struct tuple_size<lib::names> : integral_constant<size_t, 2> {};
template <size_t I> struct tuple_element<I, lib::names> {
  using type = noisy;
};
template <> struct tuple_size<fails> : integral_constant<size_t, 2> {};
template <size_t I> struct tuple_element<I, fails> {
  using type = noisy;
};
} // namespace std

template <class T> trace numbers(T t) {
  auto [a, b] = t;
  co_await std::suspend_never{};
  a += 10;
  say("%d %d", a, b);
  auto &[c, d] = t;
  co_await std::suspend_never{};
  c = 5;
  say("%d %d", c, d);
  const auto &[e, f] = t;
  auto &&[g, h] = std::move(t);
  const auto [i, j] = t;
  co_await std::suspend_never{};
  say("%d %d %d %d %d %d", e, f, g, h, i, j);
  auto &&[k, l] = co_await value_of<T>{t};
  const auto &[m, n] = co_await value_of<T>{t};
  co_await std::suspend_never{};
  say("%d %d %d %d", k, l, m, n);
}
template <class T> trace objects(T t) {
  auto [a, b] = t;
  co_await std::suspend_never{};
  say("%s %s", a.c_str(), b.c_str());
  auto more = [&] { return a.name + b.name; };
  co_await std::suspend_never{};
  say("%s", more().c_str());
}
template <class T> trace throws(T t) {
  try {
    auto [a, b] = t;
    co_await std::suspend_never{};
    say("%s", a.c_str());
  } catch (const error &e) {
    say("caught %s", e.what());
  }
}
template <class F> trace in_place(F make) {
  auto [a, b] = make();
  co_await std::suspend_never{};
  say("%d %d", a, b);
}
template <class T> trace elements(T t) {
  auto [a, b] = t.numbers;
  auto &[c, d] = t.objects;
  co_await std::suspend_never{};
  auto [e, f] = t.objects;
  co_await std::suspend_never{};
  a = 7;
  say("%d %d %d %s %s %s", a, b, t.numbers[0], c.c_str(), e.c_str(), f.c_str());
}
template <class M> trace items(M map, bool all) {
  for (auto [key, text] : map) {
    co_await std::suspend_never{};
    say("%d %s", key, text.c_str());
  }
  for (auto &[key, text] : map) {
    co_await std::suspend_never{};
    say("%d %s", key, text.c_str());
  }
  auto [first, second] = all ? co_await value_from(*map.begin()) : *map.begin();
  co_await std::suspend_never{};
  say("%d %s", first, second.c_str());
  if (auto [at, inserted] = map.insert({9, noisy("nine")}); co_await value_of<bool>{inserted})
    say("%d", at->first);
}
template <class T> trace references(T &x) {
  std::tuple<T &, T> both(x, x);
  auto [a, b] = both;
  auto [c, d] = std::array<T, 2>{x, x};
  co_await std::suspend_never{};
  a = 3;
  say("%d %d %d %d %d", x, a, b, c, d);
}

struct row {
  int a, b, c, d, e, f;
  noisy g{"g"};
  double h;
  int i, j;
};
template <class T> trace wide(T x) {
  auto [a, b, c, d, e, f, g, h, i, j] = x;
  auto &[k, l, m, n, o, p, q, r, s, t] = x;
  co_await std::suspend_never{};
  k = 9;
  say("%d %d %d %d %d %d %s %g %d %d %d", a, b, c, d, e, f, g.c_str(), h, i, j, x.a);
}
template <class T> trace seven(T x) {
  auto &&[a, b, c, d, e, f, g] = x;
  co_await std::suspend_never{};
  say("%d %d", a + b + c + d + e + f, g);
}

int main() {
  wide(row{1, 2, 3, 4, 5, 6, noisy("g"), 7.5, 8, 9});
  seven(std::array<int, 7>{1, 2, 3, 4, 5, 6, 7});
  seven(std::tuple(1, 2, 3, 4, 5, 6, 7));
  numbers(two{1, 2});
  numbers(std::pair(1, 2));
  numbers(std::array<int, 2>{1, 2});
  objects(lib::names());
  throws(fails());
  in_place([] { return immovable(); });
  elements(with_array());
  items(std::map<int, noisy>{{1, noisy("one")}}, true);
  int x = 1;
  references(x);
}
