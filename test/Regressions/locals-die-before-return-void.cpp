// RUN: %check-behaviour %s

// At the end of the body its locals are destroyed before return_void() is called.
#include "support.h"

struct tells {
  struct promise_type {
    tells get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept {
      say("final");
      return {};
    }
    void return_void() { say("return_void"); }
    void unhandled_exception() { say("unhandled"); }
  };
};

tells falls_off() {
  co_await std::suspend_never();
  noisy last("last");
}

tells keeps_alive() {
  co_await std::suspend_never();
label:
  const noisy &last = noisy("extended");
  if (last.name.empty())
    goto label;
}

tells array() {
  noisy last[]{co_await ask(1) ? "yes" : "no", "other"};
}

tells returns() {
  co_await std::suspend_never();
  noisy last("last");
  co_return;
}

int main() {
  falls_off();
  keeps_alive();
  array();
  drain();
  returns();
}
