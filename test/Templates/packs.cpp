// RUN: %check-behaviour %s

// Suspensions in the expansions of packs: in fold expressions, arguments, lists and yields; the temporaries of every
// element live to the end of the full expression.
#include "support.h"
#include <tuple>

/// Gives a T later, or at once; it is silent until it is awaited, since the order of a call's arguments is open.
template <class T, bool IsReady> struct value_of {
  const char *name;
  std::conditional_t<std::is_same_v<T, noisy>, const char *, T> value;
  struct awaiter {
    noisy name;
    const value_of &from;
    bool await_ready() const { return IsReady; }
    void await_suspend(std::coroutine_handle<> h) const { event_loop.push_back(h); }
    T await_resume() {
      say("value of %s", name.c_str());
      return from.value;
    }
  };
  awaiter operator co_await() const { return {name, *this}; }
};
template <class T> using later_value = value_of<T, false>;
template <class T> using now_value = value_of<T, true>;
struct failing_third : tick {
  int await_resume() const { throw error("third"); }
};
struct nothing_later : tick {};

template <class... T> task<> all(T... xs) {
  (co_await xs, ...);
  say("all");
}

template <class... T> task<int> sum(T &&...xs) {
  int sum = 0;
  ((sum += co_await std::forward<T>(xs)), ...);
  co_return sum;
}

template <class... T> task<std::tuple<T...>> values(later_value<T>... xs) {
  co_return std::tuple<T...>(co_await std::move(xs)...);
}

noisy &named(noisy &object) {
  say("named %s", object.c_str());
  return object;
}
template <class... T> void take(T &&...xs) {
  say("taking %d", int(sizeof...(xs)));
  (void(xs), ...);
}

template <class... T> task<> arguments(T... xs) {
  take(co_await xs..., noisy("last"));
  take(co_await std::move(xs)...);
}

template <class... T> task<> before(T &...xs) {
  // Each element in front of the suspension is evaluated first.
  take(named(xs)..., co_await now_value<int>("behind", 1));
}

template <class Tuple, std::size_t... I> task<int> indexed(Tuple &tuple, std::index_sequence<I...>) {
  int n = 1;
  ((n = n * 10 + co_await std::get<I>(tuple)), ...);
  co_return n;
}

template <class... T> task<int> folded(T... xs) {
  int n = (co_await xs + ...);
  co_return (co_await xs + ... + n);
}

template <class... T> generator<int> counted(T... xs) {
  (co_yield xs, ...);
  ((co_yield xs * 10), ...);
}

template <class... T> task<> branches(bool yes, T... xs) {
  if (yes)
    (void(co_await xs), ...);
  for (int i = 0; i < 2; ++i) {
    noisy local("in loop");
    try {
      (co_await xs, ...);
    } catch (const error &e) {
      say("caught %s", e.what());
    }
  }
}

/// The list of a range-based `for`.
template <class... T> task<> listed(T... xs) {
  for (auto &each : {noisy("one"), noisy(xs)...}) {
    say("%s", each.c_str());
    co_await tick{};
  }
  for (const auto each : {xs..., xs...}) {
    co_await tick{};
    say("%s", each);
  }
}

template <class T> struct holder {
  T own;
  template <class... U> task<int> sum(U... xs) {
    int n = co_await own;
    ((n += co_await xs, n *= 2), ...);
    co_return n;
  }
};

int main() {
  run(all(later_value<int>{"a", 1}, now_value<noisy>{"b", "result"}, nothing_later{}, later_value<noisy>{"c", "other"}));
  run(all());
  later_value<long> kept{"kept", 7};
  say("%d", run(sum(kept, later_value<int>{"x", 1}, now_value<short>{"y", 2})));
  auto [a, b] = run(values(later_value<int>{"i", 3}, later_value<noisy>{"n", "noise"}));
  say("%d %s", a, b.c_str());
  run(arguments(later_value<noisy>{"p", "1"}, now_value<noisy>{"q", "2"}));
  noisy u("u"), v("v");
  run(before(u, v));
  std::tuple three{later_value<int>{"t0", 1}, now_value<int>{"t1", 2}, later_value<int>{"t2", 3}};
  say("%d", run(indexed(three, std::make_index_sequence<3>())));
  say("%d", run(folded(now_value<int>{"f0", 1}, later_value<int>{"f1", 2}, now_value<int>{"f2", 3})));
  for (int n : counted(1, 2, 3))
    say("yielded %d", n);
  run(listed("two", "three"));
  later_value<noisy> k{"k", "K"};
  now_value<noisy> l{"l", "L"};
  run(branches(false, k, l, failing_third{}));
  guarded([&] { run(branches(true, k, failing_third{}, l)); });
  holder<later_value<int>> h{{"own", 5}};
  say("%d", run(h.sum(now_value<int>{"h0", 1}, later_value<int>{"h1", 2})));
  destroy_at_every_point([&] { return all(k, l, later_value<noisy>{"m", "M"}); });
}
