// RUN: %check-behaviour %s

// Temporaries, references, conditionals and operands whose types only an instance knows.
#include "support.h"

/// Gives a copy of `value`, which must live as long as the full expression.
template <class T> struct copied_later : tick {
  const T &value;
  explicit copied_later(const T &v) : value(v) {}
  T await_resume() const { return value; }
};

template <class T> T made(const T &value) { return value; }
template <class T> T &same(T &value) { return value; }
template <class T> struct wraps {
  const T &inside;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  T await_resume() { return inside; }
};
template <class T> wraps<T> wrap(const T &value) { return {value}; }

struct transforms {
  struct promise_type {
    std::coroutine_handle<> continuation = std::noop_coroutine();
    transforms get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
    template <class T> auto await_transform(T value) { return later<T>(std::move(value)); }
    tick await_transform(tick t) { return t; }
  };
  std::coroutine_handle<promise_type> handle;
};

struct convertible {
  noisy n;
  later<int> operator co_await() && {
    say("moved");
    return later(1);
  }
  later<int> operator co_await() & {
    say("lvalue");
    return later(2);
  }
};

template <class T> task<> references(T value) {
  auto &lvalue = same(value);
  const auto &constant = made(value);
  auto &&forwarded = made(value);
  T &declared = value;
  const T &kept = made(value);
  auto *pointer = &value;
  co_await tick{};
  lvalue = lvalue + forwarded;
  co_await tick{};
  say("%s %s %s %s", constant.c_str(), declared.c_str(), kept.c_str(), pointer->c_str());
}

template <class T> task<> temporaries(T value) {
  say("%s", (co_await wrap(made(value))).c_str());
  auto both = made(value) + co_await wrap(value + value);
  co_await tick{};
  say("%s", both.c_str());
}

template <class T> const T &throw_or(const T &a, const T &) { return a; }

template <class T> task<T> conditionals(T a, T b, bool first) {
  T chosen = first ? co_await copied_later(a) : b;
  auto other = first ? b : co_await copied_later(b);
  co_await tick{};
  if (first && co_await ready{true})
    co_return chosen;
  T kept = first ? co_await ready{a + b} : throw_or(a, b);
  T thrown = first || a.size() ? co_await later(T(b)) : throw error("never");
  co_await tick{};
  say("%s %s", kept.c_str(), thrown.c_str());
  bool both = !first && (co_await maybe{true} || first);
  co_return both ? other : chosen;
}

template <class A> task<> awaitables(A &&a) {
  say("%d", co_await std::forward<A>(a));
  auto &again = a;
  say("%d", co_await again + co_await std::move(again));
}

template <class T> transforms transformed(T value) {
  T result = co_await value;
  co_await tick{};
  say("%d", int(result + co_await (value + 1)));
}

template <class T> task<> returns_void_or_value(T t) {
  co_return co_await t;
}

template <class T> struct forwarder {
  task<T> inner(T v) { co_return v; }
  task<T> outer(T v) { co_return co_await inner(std::move(v)); }
};
template <> struct forwarder<void> {
  template <class = void> task<> inner() { co_return; }
};

template <class... T> task<int> sizes(T... all) {
  int count = sizeof...(T);
  co_await tick{};
  co_return count;
}

int main() {
  run(references(noisy("r")));
  run(temporaries(noisy("t")));
  for (bool first : {true, false})
    say("%s", run(conditionals(std::string("a"), std::string("b"), first)).c_str());
  convertible c{noisy("c")};
  run(awaitables(c));
  run(awaitables(convertible{noisy("rvalue")}));
  for (transforms t : {transformed(1), transformed(2.5)}) {
    t.handle.resume();
    drain();
    t.handle.destroy();
  }
  run(returns_void_or_value(tick{}));
  say("%s", run(forwarder<std::string>{}.outer("forwarded")).c_str());
  destroy_at_every_point([] { return temporaries(noisy("d")); });
  destroy_at_every_point([] { return references(noisy("d")); });
}
