// A closure's type has no name in the closure, but a specialisation of the traits could ask for it.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %clangxx -iquote %S/../Inputs -iquote %S -I%S/../../include %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct special {};
template <class... A> struct std::coroutine_traits<special, A...> {
  struct promise_type {
    special get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  static constexpr int parameters = sizeof...(A);
};

// CHECK: coroutine 'operator()' is left native: a lambda in a template or a generic one, with a specialisation of 'std::coroutine_traits' for its parameters
auto generic = [](auto x) -> special {
  say("generic %d", x);
  co_return;
};

int main() {
  generic(3); // PRINTS: generic 3
}
