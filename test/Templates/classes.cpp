// RUN: %check-behaviour %s

// Members of class templates, in class and out of it, member templates, nested classes, dependent bases, static members,
// operators, friends, partial specialisations, a promise chosen by the traits.
#include "support.h"
#include <map>

template <class T> struct base {
  T inherited{};
  T from_base() const { return inherited; }
};

template <class T> struct holder : base<T> {
  T value;
  static inline int count = 0;
  explicit holder(T v) : value(std::move(v)) { ++count; }

  task<T> get() {
    co_await tick{};
    co_return value;
  }
  task<T> sum(T other);
  template <class U> task<T> combined(U other) const;
  static task<int> counted() {
    co_await tick{};
    co_return count;
  }
  task<T> inherits() {
    this->inherited = value;
    co_await tick{};
    T both = this->from_base() + base<T>::from_base();
    co_await tick{};
    co_return both;
  }
  task<T> operator()(T added) & {
    value = value + added;
    co_await tick{};
    co_return value;
  }
  struct inner {
    holder &outer;
    task<T> through() {
      co_await tick{};
      co_return outer.value;
    }
  };
  friend task<T> befriended(holder &h) {
    co_await tick{};
    co_return h.value;
  }
  int overloaded(int n) const { return n; }
  int overloaded(const char *) const { return -1; }
  task<int> calls_overloaded(T argument) const {
    int first = overloaded(argument);
    co_await tick{};
    co_return first + overloaded("text") + co_await later(overloaded(argument));
  }
};

template <class T> task<T> holder<T>::sum(T other) {
  T before = value;
  co_await tick{};
  co_return before + other;
}

template <class T> template <class U> task<T> holder<T>::combined(U other) const {
  U copy = other;
  co_await tick{};
  co_return value + T(copy);
}

template <class K, class V> struct table {
  std::map<K, V> entries;
  generator<std::pair<const K, V>> all() {
    for (auto &entry : entries)
      co_yield entry;
  }
  generator<V> values() const {
    for (const auto &[key, value] : entries)
      co_yield value;
  }
};
template <class V> struct table<bool, V> {
  V on, off;
  generator<V> values() const {
    co_yield on;
    co_yield off;
  }
};

struct handed {
  std::coroutine_handle<> handle;
};
template <class T> struct handed_promise {
  handed_promise(T &first) { say("promise for %d", int(first)); }
  handed get_return_object() { return {std::coroutine_handle<handed_promise>::from_promise(*this)}; }
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { throw; }
};
namespace std {
template <class T> struct coroutine_traits<handed, T> {
  using promise_type = handed_promise<T>;
};
} // namespace std
template <class T> handed traited(T n) {
  say("traited %d", int(n));
  co_return;
}

task<> use() {
  holder<int> h(5);
  say("%d", co_await h.get());
  say("%d", co_await h.sum(2));
  say("%d", co_await h.combined(3L));
  say("%d", co_await holder<int>::counted());
  say("%d", co_await h.inherits());
  say("%d", co_await h(4));
  say("%d", co_await holder<int>::inner{h}.through());
  say("%d", co_await befriended(h));
  say("%d", co_await h.calls_overloaded(7));
  holder<std::string> s("text");
  say("%s", (co_await s.sum("more")).c_str());
  say("%s", (co_await s.inherits()).c_str());
  table<int, std::string> t{{{1, "one"}, {2, "two"}}};
  for (auto &[key, value] : t.all())
    say("%d %s", key, value.c_str());
  for (auto &value : t.values())
    say("%s", value.c_str());
  table<bool, int> flags{1, 0};
  for (int value : flags.values())
    say("%d", value);
}

int main() {
  run(use());
  for (handed h : {traited(1), traited('a')})
    h.handle.destroy();
}
