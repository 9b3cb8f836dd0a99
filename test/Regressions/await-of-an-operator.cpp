// RUN: %check-behaviour %s

// A member `operator co_await` is called on all of the operand, not on what a prefix operator in it is applied to.
#include "support.h"

struct awaiter {
  int value;
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return value; }
};
struct awaitable {
  int value;
  awaiter operator co_await() const { return {value}; }
  awaitable operator-() const { return {-value}; }
  awaitable operator()() const { return {value + 1}; }
};
struct pointer {
  awaitable a;
  awaitable &operator*() { return a; }
  awaitable *operator->() { return &a; }
};

task<int> f(pointer p) {
  int sum = co_await *p;
  sum = sum * 10 + co_await -*p;
  sum = sum * 10 + co_await p.a();
  sum = sum * 10 + co_await *p.operator->();
  co_return sum;
}

int main() { say("%d", run(f({{3}}))); }
