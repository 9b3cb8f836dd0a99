// A program that declares what <coroutine> does, which the support header includes.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include <cstdio>

namespace std {
template <class... T> struct coroutine_traits;
template <class R, class... A> struct coroutine_traits<R, A...> {
  using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle {
  static coroutine_handle from_address(void *) noexcept { return {}; }
};
template <> struct coroutine_handle<void> {
  static coroutine_handle from_address(void *) noexcept { return {}; }
  coroutine_handle() = default;
  template <class P> coroutine_handle(coroutine_handle<P>) noexcept {}
};
} // namespace std
struct at_once {
  bool await_ready() noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    at_once initial_suspend() { return {}; }
    at_once final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
// CHECK: coroutine 'tells' is left native: 'std::coroutine_handle' is the program's own
task tells() {
  std::puts("told");
  co_return;
}
// CHECK: coroutine 'tells_of' is left native: 'std::coroutine_handle' is the program's own
template <class T, class U> task tells_of(T x, U, U y) {
  std::printf("%d %.0f\n", x, y);
  co_return;
}
int main() {
  tells();              // PRINTS: told
  tells_of(1, 2.0, 3.); // PRINTS: 1 3
}
