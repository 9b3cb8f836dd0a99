// RUN: %check-behaviour %s

// What await_transform is given and what it returns live to the end of the full expression.
#include "support.h"

struct wrapped : tick {
  noisy mine;
  explicit wrapped(const noisy &n) : mine("wrapped " + n.name) {}
  int await_resume() { return int(mine.name.size()); }
};

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    wrapped await_transform(const noisy &n) { return wrapped(n); }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  ~job() { handle.destroy(); }
  bool done() const { return handle.done(); }
  void resume() const { handle.resume(); }
};

job work() {
  noisy local("local");
  int n = co_await local + co_await noisy("temporary");
  say("%d", n);
}

int main() {
  destroy_at_every_point([] { return work(); });
}
