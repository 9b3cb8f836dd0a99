// RUN: %check-behaviour %s

// Promises of alignment 1 and 16: the frame's promise is where std::coroutine_handle looks for it.
#include "support.h"

template <class Value> struct job {
  struct promise_type {
    Value value{};
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int n) { value.n = n; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
struct small {
  char n;
};
struct alignas(16) wide {
  int n;
};

job<small> narrow_work(char c) {
  co_await std::suspend_always{};
  co_return c + 1;
}

job<wide> wide_work(int n) {
  co_await std::suspend_always{};
  co_return n + 1;
}

template <class J> void check(J j) {
  auto &promise = j.handle.promise();
  say("same %d", std::coroutine_handle<typename J::promise_type>::from_promise(promise) == j.handle);
  j.handle.resume();
  j.handle.resume();
  say("done %d, %d", j.handle.done(), int(promise.value.n));
  j.handle.destroy();
}

int main() {
  check(narrow_work(1));
  check(wide_work(2));
}
