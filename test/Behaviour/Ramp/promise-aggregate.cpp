// RUN: %check-behaviour %s

// A promise without constructors is made of the parameters if they fit its members, and of nothing otherwise.
#include "support.h"

template <class P> struct owner {
  using promise_type = P;
  std::coroutine_handle<P> handle;
};
template <class P> owner<P> make(P &p) { return {std::coroutine_handle<P>::from_promise(p)}; }
void go(auto coroutine) {
  coroutine.handle.resume();
  drain();
  coroutine.handle.destroy();
}

struct aggregate {
  noisy first{"first"};
  int second = 2;
  owner<aggregate> get_return_object() { return make(*this); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() { say("%s %d", first.c_str(), second); }
  void unhandled_exception() {}
};

owner<aggregate> both(noisy, int) { co_await tick{}; }
owner<aggregate> one(noisy) { co_await tick{}; }
owner<aggregate> none(int) { co_await tick{}; }
owner<aggregate> nothing() { co_await tick{}; }

int main() {
  go(both("a", 1));
  go(one("b"));
  go(none(1));
  go(nothing());
}
