// RUN: %check-behaviour %s

// A coroutine whose return type is a plain int, given by get_return_object.
#include "support.h"

struct number {
  int value;
};
template <> struct std::coroutine_traits<int, number> {
  struct promise_type {
    int initial;
    explicit promise_type(number n) : initial(n.value) {}
    short get_return_object() { return short(initial + 1); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int n) { say("returned %d", n); }
    void unhandled_exception() {}
  };
};

int work(number n) {
  say("body %d", n.value);
  co_await tick{};
  co_return 2 * n.value;
}

int main() {
  say("%d", work({20}));
  drain();
}
