// RUN: %check-behaviour %s

// A built-in operator with a comma in its right operand, which g++ evaluates first: the awaited value on the left is
// there before it all the same.
#include "support.h"

int left(int n) {
  say("left %d", n);
  return n;
}
int right(int n) {
  say("right %d", n);
  return n;
}

struct loud { // says when its result is taken
  int n;
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return left(n); }
};

task<> work() {
  int a[] = {1, 2, 3};
  say("%d", (co_await loud{7}) % ((right(1), right(5)) | 1));
  say("%d", (co_await loud{1}) << (right(2), 3));
  say("%d", (co_await loud{1}) < (right(3), 3));
  say("%d", left(co_await ask(4)) - (5 + (right(4), 1)));
  say("%d", a[co_await loud{1}] * (right(5), a[0] = 4));
  say("%d", (left(0), a)[(co_await ask(1), right(1))]);
  say("%d", left(2) + (co_await loud{3}) + (right(6), a[2] = 9));
}

int main() { run(work()); }
