// RUN: %check-behaviour %s

// get_return_object_on_allocation_failure is returned when the nothrow operator new gives null; nothing else happens.
#include "support.h"

struct job {
  struct promise_type {
    static inline bool fail = false;
    promise_type() { say("promise"); }
    ~promise_type() { say("~promise"); }
    static void *operator new(std::size_t size, const std::nothrow_t &) noexcept {
      say(fail ? "no memory" : "new");
      return fail ? nullptr : ::operator new(size, std::nothrow);
    }
    static void operator delete(void *p) {
      say("delete");
      ::operator delete(p);
    }
    static job get_return_object_on_allocation_failure() { return {}; }
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle = nullptr;
};

[[gnu::noinline]] job work(noisy n) {
  say("body %s", n.c_str());
  co_return;
}

int main() {
  for (bool fail : {false, true, false}) {
    job::promise_type::fail = fail;
    job j = work("n");
    say(j.handle ? "a coroutine" : "no coroutine");
    if (j.handle) {
      j.handle.resume();
      j.handle.destroy();
    }
  }
}
