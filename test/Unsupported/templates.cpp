// Templates are left native; what is made from them works.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

// CHECK: coroutine 'function' is left native: a template
template <class T> task<T> function(T x) {
  co_await tick{};
  co_return x;
}

template <class T> struct box {
  T x;
  // CHECK: coroutine 'get' is left native: a template
  task<T> get() {
    co_await tick{};
    co_return x;
  }
};

// CHECK: coroutine 'operator()' is left native: a template
auto generic = [](auto x) -> task<> {
  co_await tick{};
  say("generic %d", x);
};

int main() {
  say("%d", run(function(1))); // PRINTS: 1
  box<int> b{2};
  say("%d", run(b.get())); // PRINTS: 2
  run(generic(3));         // PRINTS: generic 3
}
