// RUN: %check-behaviour %s

// return_value overloaded for lvalues and rvalues.
#include "support.h"

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(const noisy &n) { say("lvalue %s", n.c_str()); }
    void return_value(noisy &&n) { say("rvalue %s", n.c_str()); }
    void return_value(int n) { say("int %d", n); }
    void unhandled_exception() {}
  };
};

job work(int how, noisy parameter) {
  noisy local("local");
  noisy &alias = local;
  static noisy forever("forever");
  co_await tick{};
  switch (how) {
  case 0:
    co_return local;
  case 1:
    co_return parameter;
  case 2:
    co_return alias;
  case 3:
    co_return forever;
  case 4:
    co_return noisy("temporary");
  case 5:
    co_return co_await make("awaited");
  case 6:
    co_return how ? local : parameter;
  default:
    co_return 'c';
  }
}

int main() {
  for (int how = 0; how < 8; ++how) {
    work(how, "parameter");
    drain();
  }
}
