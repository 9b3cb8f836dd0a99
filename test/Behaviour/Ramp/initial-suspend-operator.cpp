// RUN: %check-behaviour %s

// initial and final awaits use operator co_await, but not await_transform.
#include "support.h"

struct start {
  const char *name;
  auto operator co_await() const noexcept {
    say("operator co_await %s", name);
    return std::suspend_never{};
  }
};

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    start initial_suspend() noexcept { return {"initial"}; }
    start final_suspend() noexcept { return {"final"}; }
    tick await_transform(int n) {
      say("await_transform %d", n);
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
};

job work() {
  co_await 1;
  co_await 2;
}

int main() {
  work();
  drain();
}
