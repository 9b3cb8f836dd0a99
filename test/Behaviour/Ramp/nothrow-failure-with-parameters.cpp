// RUN: %check-behaviour %s

// The operator new that takes the parameters may be the one that fails.
#include "support.h"

struct pool {
  int left;
};

struct job {
  struct promise_type {
    static void *operator new(std::size_t size, pool &p, int) noexcept {
      return p.left-- > 0 ? ::operator new(size, std::nothrow) : nullptr;
    }
    static void operator delete(void *p) { ::operator delete(p); }
    static job get_return_object_on_allocation_failure() { return {-1}; }
    job get_return_object() { return {1}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  int result;
};

[[gnu::noinline]] job work(pool &p, int n) {
  co_await tick{};
  say("work %d, %d left", n, p.left);
}

int main() {
  pool p{2};
  for (int i = 0; i < 4; ++i)
    say("%d", work(p, i).result);
  drain();
}
