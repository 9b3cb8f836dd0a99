// RUN: %check-behaviour %s

// co_return of void expressions, evaluated before return_void; plain co_return.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() { say("unhandled"); }
  };
};
void shout(const noisy &n) { say("shout %s", n.c_str()); }

job work(int how) {
  noisy local("local");
  if (how == 0)
    co_return;
  if (how == 1)
    co_return shout(noisy("temporary"));
  if (how == 2)
    co_return co_await tick{};
  if (how == 3)
    co_return (void)co_await ask(3);
  if (how == 4)
    co_return co_await ask(1) ? shout("a") : (void)co_await tick{};
  co_await tick{};
  co_return throw error("thrown"), say("never");
}

int main() {
  for (int how = 0; how < 6; ++how) {
    work(how);
    drain();
  }
}
