// RUN: %check-behaviour %s

// A templated operator new finds an allocator among the arguments.
#include "support.h"

struct arena {
  int used = 0;
};

struct job {
  struct promise_type {
    template <class... Rest> static void *operator new(std::size_t size, arena &a, Rest &&...) {
      ++a.used;
      say("new from an arena, %zu more arguments", sizeof...(Rest));
      return ::operator new(size);
    }
    static void operator delete(void *p, std::size_t) {
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

[[gnu::noinline]] job sum(arena &a, int x, int y) {
  co_await tick{};
  say("sum %d, arena used %d", x + y, a.used);
}

int main() {
  arena a;
  job one = sum(a, 1, 2);
  job two = sum(a, 3, 4);
  one.handle.resume();
  two.handle.resume();
  drain();
  two.handle.destroy();
  one.handle.destroy();
}
