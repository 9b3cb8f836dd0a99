// RUN: %check-behaviour %s

// Forms that libraries of coroutines are written in, mostly templates.
#include "support.h"
#include <future>
#include <tuple>

// A specialisation of the traits for another type does not concern what follows.
template <class T, class... Args> struct std::coroutine_traits<std::future<T>, Args...> {
  struct promise_type : std::promise<T> {
    std::future<T> get_return_object() { return this->get_future(); }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T value) { this->set_value(value); }
    void unhandled_exception() { this->set_exception(std::current_exception()); }
  };
};
template <class A> void spawn(A a) {
  [](A x) -> eager<> { say("spawned %d", co_await std::move(x)); }(std::move(a));
}

/// A task that owns its coroutine, as libraries write it: nothing is left of one that was moved from.
template <class T> struct owner {
  struct promise_type {
    T value{};
    owner get_return_object() { return owner(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    template <class U> void return_value(U &&u) { value = std::forward<U>(u); }
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> handle;
  explicit owner(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  owner(owner &&other) : handle(std::exchange(other.handle, {})) {}
  ~owner() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() { return handle.done(); }
  void await_suspend(std::coroutine_handle<>) {}
  T await_resume() { return std::move(handle.promise().value); }
};
owner<int> one() { co_return 1; }

// A closure by value, and a hidden friend that takes its objects by value.
template <class F, class A> auto and_then(A x, F f) -> owner<decltype(f(x.await_resume()))> {
  auto &&value = co_await std::move(x);
  co_return f(std::forward<decltype(value)>(value));
}
template <class F> struct then {
  F f;
  explicit then(F f) : f(std::move(f)) {}
  template <class T> friend owner<T> operator|(owner<T> x, then self) { co_return self.f(co_await x); }
};
task<int> piped(int more) {
  int n = co_await and_then(one(), [](int n) { return n + 1; });
  co_return co_await (one() | then([](int n) { return n + 10; }) | then([&more](int n) { return n * more; })) + n;
}
/// Here there is something to see, so this one stays as it was before: made in place.
struct watched {
  noisy name;
};
task<> takes(watched object) {
  co_await tick{};
  say("%s", object.name.c_str());
}
task<> gives() { co_await takes(watched{"by value"}); }

// A list that is yielded, and arguments of constructors.
template <class R> generator<std::pair<int, int>> enumerate(R range, int from = 0) {
  for (auto &&each : range)
    co_yield {from++, each};
}
template <class A, class B> task<int> zip(A as, B bs) {
  int n = 0;
  auto b = bs.begin();
  for (auto a = as.begin(); a != as.end(); ++a, ++b) {
    std::tuple<typename A::value_type, typename B::value_type> both(*a, *b);
    co_await tick{};
    n += std::get<0>(both) * int(std::get<1>(both).size());
  }
  co_return n;
}
template <class... T> task<int> count(T... xs) {
  std::vector<int> all({xs...});
  co_await tick{};
  co_return int(all.size());
}

// A return type that asks for the parameters.
auto add = [](auto a, auto b) -> task<decltype(a + b)> {
  co_await tick{};
  co_return a + b;
};
auto add_all = [](auto... all) -> task<decltype((all + ...))> {
  co_await tick{};
  co_return (all + ...);
};

// An awaiter of a private class template.
class job {
public:
  class promise_type {
  public:
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
    auto await_transform(int n) { return ready_value<int>{{}, n}; }

  private:
    template <class V> struct ready_value : std::suspend_never {
      V value;
      V await_resume() const noexcept { return value; }
    };
  };
};
job prints() { say("job %d", co_await 3); }

// A branch that one instance discards forwards what it holds.
template <class T> task<T> converted(int n) {
  if constexpr (std::is_same_v<T, std::string>) {
    auto &&text = co_await later(std::to_string(n));
    co_return std::forward<decltype(text)>(text);
  } else {
    co_return co_await later(n);
  }
}

int main() {
  spawn(ready(4));
  say("%d", run(piped(2)));
  run(gives());
  for (auto [index, value] : enumerate(std::vector{5, 6}, 1))
    say("%d: %d", index, value);
  say("%d", run(zip(std::vector{1, 2}, std::vector<std::string>{"a", "bc"})));
  say("%d %d", run(count(1)), run(count(1, 2, 3)));
  say("%d %ld", run(add(1, 2)), run(add_all(1, 2, 3l)));
  prints();
  say("%s %d", run(converted<std::string>(7)).c_str(), run(converted<int>(8)));
}
