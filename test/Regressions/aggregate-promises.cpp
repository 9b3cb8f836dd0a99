// RUN: %check-behaviour %s

// Promises without a constructor, the first member of which takes a parameter.
#include "support.h"
#include <exception>
#include <optional>
#include <string>

template <class T> struct result_of {
  struct promise_type {
    std::optional<T> result;
    std::exception_ptr error;
    result_of get_return_object() {
      if (result)
        say("begins with a result");
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T x) { result = std::move(x); }
    void unhandled_exception() { error = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> handle;
  T get() {
    T x = *handle.promise().result;
    handle.destroy();
    return x;
  }
};
result_of<int> twice(int n) { co_return n * 2; }
result_of<std::string> text(const char *s) { co_return s; }
struct member {
  result_of<int> sum(int a, int b) { co_return a + b; }
};
template <class T> result_of<T> of(T x) { co_return x; }
int main() {
  say("%d", twice(4).get());
  say("%s", text("some").get().c_str());
  say("%d", member().sum(1, 2).get());
  say("%d", of(3).get());
}
