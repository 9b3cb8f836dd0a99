// RUN: %check-behaviour %s

// A promise with neither `return_void` nor `return_value`, of coroutines that do
// not reach their ends.
#include "support.h"

struct numbers {
  struct promise_type {
    int value = 0;
    numbers get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int x) {
      value = x;
      return {};
    }
    void unhandled_exception() { say("unhandled"); }
  };
  std::coroutine_handle<promise_type> handle;
  numbers(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  numbers(numbers &&) = delete;
  ~numbers() { handle.destroy(); }
  int next() {
    handle.resume();
    return handle.promise().value;
  }
};

numbers count() {
  for (int i = 0;; ++i)
    co_yield i;
}
numbers count_alive(int n) {
  noisy outer{"outer"};
  while (true) {
    noisy inner{"inner"};
    co_yield n++;
  }
}
numbers count_down(int n) {
  noisy outer{"outer"};
  while (n)
    co_yield n--;
  throw n;
}
template <class T> numbers count_of(T x) {
  noisy outer{"outer"};
  for (;; ++x)
    co_yield int(x);
}
static void print(numbers &&all) {
  for (int i = 0; i < 3; ++i)
    say("%d", all.next());
}
int main() {
  print(count());
  print(count_alive(3));
  print(count_down(2));
  print(count_of(5L));
}
