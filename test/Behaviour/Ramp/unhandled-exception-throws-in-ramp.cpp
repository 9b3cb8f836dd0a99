// RUN: %check-behaviour %s

// A body that runs in the ramp throws, and unhandled_exception throws on: the caller of the ramp gets it.
#include "support.h"

struct job {
  struct promise_type {
    noisy mine{"promise"};
    job get_return_object() {
      say("get_return_object");
      last = std::coroutine_handle<promise_type>::from_promise(*this);
      return {};
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_void() {}
    void unhandled_exception() {
      say("unhandled_exception");
      throw;
    }
  };
  static inline std::coroutine_handle<promise_type> last;
};

job work(argument a) {
  noisy local("local");
  if (a.name[0] == 't')
    throw error("body");
  co_return;
}

int main() {
  guarded([] { work("fine"); });
  say("done %d", job::last.done());
  job::last.destroy();
  guarded([] { work("throws"); });
}
