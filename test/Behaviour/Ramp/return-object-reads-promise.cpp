// RUN: %check-behaviour %s

// A coroutine that ends without having been suspended: what get_return_object gave is converted while the promise and
// the parameters are there, and the final awaiter is gone.
#include "support.h"

/// Suspends if it is told to.
struct at_end {
  bool suspends;
  noisy mine{"final awaiter"};
  bool await_ready() noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) noexcept { return suspends; }
  void await_resume() noexcept { say("not suspended at the end"); }
};
struct stateless {
  bool await_ready() noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
/// Suspends where the coroutine begins if it is told to.
struct at_start {
  bool ready;
  bool await_ready() noexcept { return ready; }
  void await_suspend(std::coroutine_handle<> h) noexcept { event_loop.push_back(h); }
  void await_resume() noexcept {}
};

template <class Final> struct ends {
  static Final make() { return {}; }
};
template <> struct ends<at_end> {
  static at_end make() { return {false}; }
};

template <class Start, class Final> struct result {
  struct promise_type;
  struct proxy {
    promise_type *promise;
    operator result() const {
      say("converts");
      if (promise->fails)
        throw error("conversion");
      return {promise->value};
    }
  };
  struct promise_type {
    int value = 0;
    bool fails = false;
    noisy mine{"promise"};
    proxy get_return_object() { return {this}; }
    auto initial_suspend() noexcept {
      if constexpr (std::is_same_v<Start, at_start>)
        return at_start{true};
      else
        return Start();
    }
    Final final_suspend() noexcept { return ends<Final>::make(); }
    void return_value(int v) {
      value = v;
      fails = v == 0;
    }
    void unhandled_exception() { throw; }
  };
  int value;
};

result<std::suspend_never, std::suspend_never> plain(argument a, int n) {
  noisy local("local");
  co_return n;
}
result<at_start, at_end> general(argument a, int n) {
  noisy local("local");
  if (n == 2)
    throw error("body");
  co_return n;
}
result<at_start, stateless> mixed(argument a, int n) {
  noisy local("local");
  if (n == 3)
    co_await tick{};
  co_return n;
}
template <class T> result<std::suspend_never, std::suspend_never> plain_template(T a, int n) {
  noisy local("local");
  co_return n;
}
template <class Start, class T> result<Start, at_end> general_template(T a, int n) {
  noisy local("local");
  if (n == 2)
    throw error("body");
  co_return n;
}
template <class T> result<at_start, stateless> mixed_template(T a, int n) {
  noisy local("local");
  if (n == 3)
    co_await tick{};
  co_return n;
}

template <class F> void attempt(F f) {
  for (int n : {0, 1, 2, 3}) {
    try {
      say("%d", f(argument("a"), n).value);
    } catch (const error &e) {
      say("caught %s", e.what());
    }
    drain();
  }
}

int main() {
  attempt([](argument a, int n) { return plain(a, n); });
  attempt([](argument a, int n) { return general(a, n); });
  attempt([](argument a, int n) { return mixed(a, n); });
  attempt([](argument a, int n) { return plain_template(a, n); });
  attempt([](argument a, int n) { return general_template<at_start>(a, n); });
  attempt([](argument a, int n) { return general_template<std::suspend_never>(a, n); });
  attempt([](argument a, int n) { return mixed_template(a, n); });
  attempt([](argument a, int n) {
    auto lambda = [&a](int n) -> result<std::suspend_never, std::suspend_never> { co_return n; };
    return lambda(n);
  });
}
