// RUN: %check-behaviour %s

// await_suspend hands the coroutine to another thread, which runs it to its end and destroys it.
#include "support.h"
#include <thread>

struct job {
  struct promise_type {
    noisy mine{"promise"};
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct on_thread {
  std::thread &worker;
  noisy mine{"awaiter"};
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    // The thread destroys the awaiter, and an assignment looks at its left side last.
    std::thread &here = worker;
    here = std::thread([h] { h.resume(); });
  }
  std::thread::id await_resume() { return std::this_thread::get_id(); }
};

job work(std::thread &worker, argument a) {
  noisy local("local");
  auto before = std::this_thread::get_id();
  auto after = co_await on_thread{worker};
  say("%s on %s", a.name, before == after ? "the same thread" : "another thread");
}

int main() {
  for (int i = 0; i < 20; ++i) {
    std::thread worker;
    work(worker, "a");
    worker.join();
  }
}
