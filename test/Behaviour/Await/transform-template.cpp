// RUN: %check-behaviour %s

// A templated await_transform passes awaiters on, and gives access to the promise.
#include "support.h"

struct get_promise {};

struct job {
  struct promise_type {
    int steps = 0;
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    template <class A> A &&await_transform(A &&awaiter) {
      ++steps;
      return static_cast<A &&>(awaiter);
    }
    auto await_transform(get_promise) { return ready<promise_type *>{this}; }
    std::suspend_always yield_value(int n) {
      say("yield %d", n);
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

job work() {
  auto *promise = co_await get_promise{};
  co_await ask(1);
  co_yield 2; // not transformed
  noisy n = co_await make("made");
  say("%s, %d steps", n.c_str(), promise->steps);
}

int main() {
  job j = work();
  while (!j.handle.done())
    step(j.handle);
  j.handle.destroy();
}
