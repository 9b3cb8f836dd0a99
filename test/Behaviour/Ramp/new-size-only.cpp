// RUN: %check-behaviour %s

// The promise's operator new and delete are used, with the frame's size.
#include "support.h"

struct job {
  struct promise_type {
    static inline std::size_t allocated = 0;
    static void *operator new(std::size_t size) {
      say("new");
      return ::operator new(allocated = size);
    }
    static void operator delete(void *p, std::size_t size) {
      say("delete, %s size", size == allocated ? "same" : "another");
      ::operator delete(p);
    }
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

[[gnu::noinline]] job work(noisy n) {
  say("body %s", n.c_str());
  co_await tick{};
}

int main() {
  job j = work("n");
  j.handle.resume();
  drain();
  j.handle.destroy();
  job k = work("k");
  k.handle.destroy();
}
