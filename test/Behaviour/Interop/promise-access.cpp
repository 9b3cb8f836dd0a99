// RUN: %check-behaviour %s --lower-args=""

// A lowered coroutine reads its own promise through the awaiter's handle, and a native one the lowered promise.
#include "support.h"

struct job {
  struct promise_type {
    int progress = 0;
    char text[3] = "ab";
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  ~job() { handle.destroy(); }
};
struct report {
  int n;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<job::promise_type> h) {
    h.promise().progress += n;
    return n > 5;
  }
  void await_resume() {}
};

[[clang::annotate("switchback::async")]]
job lowered() {
  for (int n : {1, 2, 10, 20})
    co_await report{n};
}

job native(job &watched) {
  while (!watched.handle.done()) {
    watched.handle.resume();
    say("progress %d %s", watched.handle.promise().progress, watched.handle.promise().text);
    co_await report{10};
  }
}

int main() {
  job a = lowered();
  job b = native(a);
  while (!b.handle.done())
    b.handle.resume();
  say("%d", b.handle.promise().progress);
}
