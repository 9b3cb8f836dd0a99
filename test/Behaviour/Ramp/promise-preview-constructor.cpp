// RUN: %check-behaviour %s

// The promise's constructor is given the coroutine's own copies of the parameters, as lvalues.
#include "support.h"

struct job {
  struct promise_type {
    promise_type(int &n, noisy &a) {
      say("promise %d %s", n, a.c_str());
      n *= 2;
      a.name += "!";
    }
    promise_type(int &&, noisy &&) { say("wrong constructor"); }
    promise_type() { say("default promise"); }
    ~promise_type() { say("~promise"); }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

job work(int n, noisy a) {
  say("body %d %s", n, a.c_str());
  co_await tick{};
  say("again %d %s", n, a.c_str());
}

job other(const char *text) {
  say("other %s", text);
  co_return;
}

int main() {
  int n = 21;
  work(n, "a");
  drain();
  say("n is still %d", n);
  other("text");
}
