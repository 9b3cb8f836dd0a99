// RUN: %check-behaviour %s

// A return object made from a pointer to the promise, by a converting constructor.
#include "support.h"

struct job {
  struct promise_type {
    int value = 0;
    promise_type *get_return_object() { return this; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int v) { value = v; }
    void unhandled_exception() {}
  };
  promise_type *promise;
  job(promise_type *p) : promise(p) { say("job"); }
  ~job() {
    say("~job");
    std::coroutine_handle<promise_type>::from_promise(*promise).destroy();
  }
};

job work(int n) {
  noisy local("local");
  co_await tick{};
  co_return n + 1;
}

int main() {
  job j = work(1);
  std::coroutine_handle<job::promise_type>::from_promise(*j.promise).resume();
  drain();
  say("%d", j.promise->value);
}
