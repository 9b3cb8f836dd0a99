// RUN: %check-behaviour %s

// What a branch of `if constexpr` keeps may have a type that no instance decides.
#include "support.h"

struct unit {
  int n = 7;

};
struct channel {
  struct promise_type : noisy {
    promise_type() : noisy("promise") {}
    channel get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(unit &&u) {
      say("yield %d", u.n);
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
struct awaited {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { h.resume(); }
  void await_resume() {}
};

template <class T> channel f(T x) {
  if constexpr (sizeof(T) > 1) {
    co_yield (co_await awaited{}, unit{});
    awaited named;
    co_await named;
  } else {
    co_yield unit{x};
  }
}

int main() {
  for (channel c : {f(3), f('\4')}) {
    while (!c.handle.done())
      c.handle.resume();
    c.handle.destroy();
  }
}
