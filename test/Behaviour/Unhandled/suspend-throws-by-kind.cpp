// RUN: %check-behaviour %s

// await_suspend that returns bool or a handle throws.
#include "support.h"

struct bool_throws {
  noisy mine;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<> h) {
    say("suspend, done %d", h.done());
    throw error("bool");
  }
  void await_resume() { say("not reached"); }
};
struct handle_throws {
  noisy mine;
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    say("suspend, done %d", h.done());
    throw error("handle");
  }
  int await_resume() { return 0; }
};

task<> work() {
  try {
    co_await bool_throws{"b"};
  } catch (const error &e) {
    say("%s", e.what());
  }
  try {
    int n = co_await handle_throws{"h"};
    say("%d", n);
  } catch (const error &e) {
    say("%s", e.what());
  }
  co_await handle_throws{"last"};
}

int main() {
  guarded([] { run(work()); });
}
