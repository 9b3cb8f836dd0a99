// RUN: %check-behaviour %s

// await_suspend is given the handle of the coroutine's own promise type, and returns typed handles.
#include "support.h"

using promise = task<int>::promise_type;

struct wants_promise {
  const char *name;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<promise> h) {
    say("%s: %s", name, h.promise().value ? "has a value" : "no value yet");
    h.promise().value = 42;
    return false;
  }
  int await_resume() { return 1; }
};

struct returns_typed {
  std::coroutine_handle<promise> next;
  bool await_ready() { return false; }
  template <class P> std::coroutine_handle<promise> await_suspend(std::coroutine_handle<P> h) {
    say("same promise type %d", std::is_same_v<P, promise>);
    event_loop.push_back(h);
    return next;
  }
  void await_resume() {}
};

task<int> other() {
  say("other");
  co_return co_await wants_promise{"other"};
}

task<int> work(std::coroutine_handle<promise> next) {
  int n = co_await wants_promise{"first"};
  co_await returns_typed{next};
  n += co_await wants_promise{"second"};
  co_return n;
}

int main() {
  task<int> o = other();
  say("%d", run(work(o.handle)));
  say("%d", o.await_resume());
}
