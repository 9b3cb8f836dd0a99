// RUN: %check-behaviour %s

// await_transform sees every operand; its result may have an operator co_await of its own.
#include "support.h"

struct question {
  int n;
  later<int> operator co_await() const { return later(n); }
};

struct job {
  struct promise_type {
    int awaits = 0;
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    question await_transform(int n) {
      say("transform %d", n);
      ++awaits;
      return {n};
    }
    later<noisy> await_transform(const char *s) {
      say("transform %s", s);
      ++awaits;
      return later<noisy>(s);
    }
    tick &await_transform(tick &t) {
      ++awaits;
      return t;
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

job work() {
  int n = co_await 20;
  n += co_await (n + 2);
  noisy s = co_await "text";
  tick t;
  co_await t;
  say("%d %s", n, s.c_str());
}

int main() {
  job j = work();
  j.handle.resume();
  drain();
  say("%d awaits, done %d", j.handle.promise().awaits, j.handle.done());
  j.handle.destroy();
}
