// A handle that the program specialises in a way of its own.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct odd {
  struct promise_type {
    odd get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
template <>
struct std::coroutine_handle<odd::promise_type> : std::coroutine_handle<> {
  coroutine_handle *address() const { return nullptr; }
  static coroutine_handle from_address(void *) { return {}; }
};
struct goes_to_odd {
  bool await_ready() { return true; }
  std::coroutine_handle<odd::promise_type>
  await_suspend(std::coroutine_handle<>) {
    return {};
  }
  void await_resume() { say("resumed"); }
};
// CHECK: coroutine 'awaits' is left native: 'await_suspend' returns a handle whose address is not a 'void *'
task<> awaits() { co_await goes_to_odd{}; }
int main() {
  run(awaits()); // PRINTS: resumed
}
