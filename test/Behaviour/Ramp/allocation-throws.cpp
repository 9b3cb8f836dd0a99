// RUN: %check-behaviour %s

// When the allocation throws no parameter has been copied and no promise made.
#include "support.h"

struct job {
  struct promise_type {
    promise_type() { say("promise"); }
    static void *operator new(std::size_t) { throw error("no memory"); }
    static void operator delete(void *) { say("delete"); }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { say("unhandled"); }
  };
};

[[gnu::noinline]] job work(noisy n, int) {
  say("body %s", n.c_str());
  co_await tick{};
}

int main() {
  guarded([] { work("n", 1); });
}
