// RUN: %check-behaviour %s

// A member operator co_await gives the awaiter; the operand outlives it.
#include "support.h"

struct operation {
  noisy mine;
  struct awaiter {
    operation &op;
    noisy mine{"awaiter"};
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
    const char *await_resume() { return op.mine.c_str(); }
  };
  awaiter operator co_await() {
    say("operator co_await");
    return {*this};
  }
};

task<> work() {
  say("%s", co_await operation{"temporary"});
  operation local{"local"};
  const char *name = co_await local;
  say("%s", name);
}

int main() { run(work()); }
