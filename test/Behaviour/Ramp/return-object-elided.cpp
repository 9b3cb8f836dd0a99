// RUN: %check-behaviour %s

// A return object of the return type itself is neither copied nor moved.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return job("job"); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  noisy mine;
  explicit job(const char *n) : mine(n) {}
  job(const job &) = delete;
};

job work() {
  say("body");
  co_await tick{};
  say("end");
}

int main() {
  job j = work();
  say("made %s", j.mine.c_str());
  drain();
}
