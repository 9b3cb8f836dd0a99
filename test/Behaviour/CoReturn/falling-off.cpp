// RUN: %check-behaviour %s

// Falling off the end calls return_void, after the last statement, before the locals die or after as native.
#include "support.h"

task<> empty_end(bool b) {
  noisy local("local");
  if (b) {
    noisy inner("inner");
    co_await tick{};
  }
}

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept {
      say("final_suspend");
      return {};
    }
    void return_void() { say("return_void"); }
    void unhandled_exception() {}
  };
};

job falls(int n) {
  noisy outer("outer");
  for (int i = 0; i < n; ++i) {
    noisy inner("inner");
    co_await tick{};
  }
}

job returns(int n) {
  noisy outer("outer");
  for (int i = 0; i < n; ++i) {
    noisy inner("inner");
    co_await tick{};
    co_return;
  }
}

int main() {
  for (bool b : {true, false})
    run(empty_end(b));
  for (int n : {0, 1})
    falls(n), drain(), returns(n), drain();
}
