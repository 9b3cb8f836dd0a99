// RUN: %check-behaviour %s

// A coroutine that does not suspend at its end frees itself.
#include "support.h"

struct job {
  struct promise_type {
    noisy mine{"promise"};
    static void operator delete(void *p) {
      say("delete");
      ::operator delete(p);
    }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_void() { say("return_void"); }
    void unhandled_exception() { say("unhandled"); }
  };
};

job work(argument a, bool fails) {
  noisy local("local");
  co_await tick{};
  if (fails)
    throw error(a.name);
  co_await tick{};
}

int main() {
  work("a", false);
  drain();
  work("b", true);
  drain();
}
