// RUN: %check-behaviour %s

// When a frame dies: locals, then the promise, then the parameters, then the memory.
#include "support.h"

struct job {
  struct promise_type {
    noisy mine{"promise"};
    static void *operator new(std::size_t size) {
      say("new");
      return ::operator new(size);
    }
    static void operator delete(void *p) {
      say("delete");
      ::operator delete(p);
    }
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  bool done() const { return handle.done(); }
  void resume() const { handle.resume(); }
  ~job() { handle.destroy(); }
};

[[gnu::noinline]] job work(argument a, argument b) {
  noisy local("local");
  co_await tick{};
  say("%s %s", a.name, b.name);
}

int main() {
  destroy_at_every_point([] { return work("a", "b"); });
}
