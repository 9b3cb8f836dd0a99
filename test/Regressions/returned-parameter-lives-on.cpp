// RUN: %check-behaviour %s

// A promise may keep the address of a parameter that is returned: it lives as long as the frame, also when nothing names
// it any more and the final awaiter needs a place.
#include "support.h"
struct refers {
  struct promise_type {
    const long *value = nullptr;
    refers get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct last {
      long first = 11, second = 12;
      bool await_ready() noexcept { return first != 11; }
      void await_suspend(std::coroutine_handle<>) noexcept { say("%ld", second); }
      void await_resume() noexcept {}
    };
    last final_suspend() noexcept { return {}; }
    void return_value(const long &given) { value = &given; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
refers keeps(long n) {
  say("%ld", n);
  co_await std::suspend_always();
  co_return n;
}
int main() {
  refers kept = keeps(3);
  while (!kept.handle.done())
    kept.handle.resume();
  say("%ld", *kept.handle.promise().value);
  kept.handle.destroy();
}
