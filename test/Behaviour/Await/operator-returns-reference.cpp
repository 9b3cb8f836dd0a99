// RUN: %check-behaviour %s

// operator co_await that returns a reference to a longer-lived awaiter.
#include "support.h"

struct channel {
  struct awaiter {
    int received = 0;
    awaiter() = default;
    awaiter(const awaiter &) = delete;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
    int await_resume() { return ++received; }
  } shared;
  awaiter &operator co_await() { return shared; }
};

task<> work(channel &c) {
  for (int i = 0; i < 3; ++i)
    say("%d", co_await c);
}

int main() {
  channel c;
  run(work(c));
  say("received %d", c.shared.received);
}
