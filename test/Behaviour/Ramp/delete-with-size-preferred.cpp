// RUN: %check-behaviour %s

// Of a sized and an unsized operator delete the sized one is chosen.
#include "support.h"

struct job {
  struct promise_type {
    static inline std::size_t allocated = 0;
    static void *operator new(std::size_t size) { return ::operator new(allocated = size); }
    static void operator delete(void *p) {
      say("unsized delete");
      ::operator delete(p);
    }
    static void operator delete(void *p, std::size_t size) {
      say("sized delete, %s size", size == allocated ? "same" : "another");
      ::operator delete(p);
    }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

[[gnu::noinline]] job work(int n) {
  noisy local("local");
  co_await tick{};
  say("%d", n);
}

int main() {
  work(1);
  drain();
}
