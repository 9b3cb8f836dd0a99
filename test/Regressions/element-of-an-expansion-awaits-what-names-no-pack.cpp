// RUN: %check-behaviour %s
// In the expansion of a pack what is awaited, or kept, may be the same for each element, and something may happen in
// front of it.
#include "support.h"

struct awaiter {
  int n;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int await_resume() { return n; }
};
awaiter wait(int n) { return {n}; }
void show(const char *a, int b, int c) { say("%s %d %d", a, b, c); }

template <class... T> task<> folded(T... xs) {
  ((say("%d", int(xs)), co_await tick{}), ...);
  ((say("%d", co_await awaiter{4}), (void)xs), ...);
}
template <class... T> task<> in_front(T... xs) {
  ((say("before"), say("%d", int(xs.value)), co_await xs, say("after %d", int(xs.value))), ...);
}
template <class... T> task<> known(T... xs) {
  constexpr int one = 1;
  (say("%d", co_await wait(static_cast<int>(xs))), ...);
  (say("%d %d", int(xs), co_await wait(one)), ...);
  (show("kept", co_await wait(2), int(xs)), ...);
  int sum = ((co_await awaiter{1} + int(sizeof(xs) != 0)) + ... + 0);
  say("sum %d", sum);
}

int main() {
  run(folded(1, 2L, short(3)));
  run(in_front(later(5), later(6L)));
  run(known(1, 2L));
  run(known());
}
