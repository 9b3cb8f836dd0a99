// RUN: %check-behaviour %s

// await_ready and await_suspend whose results are converted to bool.
#include "support.h"

struct yes_or_no {
  const char *name;
  bool value;
  explicit operator bool() const {
    say("%s as bool", name);
    return value;
  }
  ~yes_or_no() { say("~%s", name); }
};
struct awaiter {
  bool is_ready;
  yes_or_no await_ready() { return {"ready", is_ready}; }
  bool await_suspend(std::coroutine_handle<> h) {
    event_loop.push_back(h);
    return true;
  }
  yes_or_no await_resume() { return {"result", true}; }
};

task<> work() {
  for (bool b : {true, false})
    if (co_await awaiter{b})
      say("branch");
}

int main() { run(work()); }
