// RUN: %check-behaviour %s

// The parameter list is tried first when operator new is looked up.
#include "support.h"

struct job {
  struct promise_type {
    static void *operator new(std::size_t size, int n, const argument &a) {
      say("new with %d %s", n, a.name);
      return ::operator new(size);
    }
    static void *operator new(std::size_t size) {
      say("new without");
      return ::operator new(size);
    }
    static void operator delete(void *p) {
      say("delete");
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

[[gnu::noinline]] job with(int n, argument a) {
  say("with %d %s", n, a.name);
  co_return;
}

[[gnu::noinline]] job without(const char *text) {
  say("without %s", text);
  co_return;
}

int main() {
  job a = with(1, "a");
  a.handle.resume();
  a.handle.destroy();
  job b = without("b");
  b.handle.resume();
  b.handle.destroy();
}
