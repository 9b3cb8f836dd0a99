// RUN: %check-behaviour %s

// `await_suspend` of a final awaiter without state that wants an lvalue.
#include <coroutine>
#include <cstdio>

template <class Awaiter> struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    Awaiter final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    ~promise_type() { std::puts("promise destroyed"); }
  };
};

struct qualified {
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) & noexcept {
    std::puts("qualified");
    h.destroy();
    return std::noop_coroutine();
  }
  void await_resume() noexcept {}
};
struct constant {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const & noexcept {
    std::puts("constant");
    h.destroy();
  }
  void await_resume() noexcept {}
};

task<qualified> one() { co_return; }
task<constant> two() { co_return; }
template <class T> task<T> any() { co_return; }

int main() {
  one();
  two();
  any<qualified>();
  any<constant>();
}
