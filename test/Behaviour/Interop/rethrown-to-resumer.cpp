// RUN: %check-behaviour %s --lower-args=""

// A lowered coroutine whose unhandled_exception throws, resumed by a native one; done() afterwards.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> handle;
  ~job() { handle.destroy(); }
};

[[clang::annotate("switchback::async")]]
job lowered(int turns) {
  noisy local("lowered");
  for (int i = 0; i < turns; ++i)
    co_await std::suspend_always{};
  if (turns != 1)
    throw error("lowered");
}

task<> native(int turns) {
  job j = lowered(turns);
  while (!j.handle.done()) {
    try {
      j.handle.resume();
      say("resumed");
    } catch (const error &e) {
      say("caught %s, done %d", e.what(), j.handle.done());
    }
    co_await tick{};
  }
}

int main() {
  for (int turns : {0, 1, 2})
    run(native(turns));
}
