// RUN: %check-behaviour %s
// Lambdas in templates, where a specialisation of the traits is for any parameters, as Asio's is.
#include "support.h"

template <class T> struct wait {
  struct promise {
    T value{};
    wait get_return_object() { return {std::coroutine_handle<promise>::from_promise(*this)}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T x) { value = x; }
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise> handle;
  T get() {
    T result = handle.promise().value;
    handle.destroy();
    return result;
  }
};
template <class T, class... A> struct std::coroutine_traits<wait<T>, A...> {
  using promise_type = typename wait<T>::promise;
};

template <class F> wait<int> spawn(F f) { return f(); }
template <class F> wait<int> exclusively(F f) {
  return spawn([f = std::move(f)]() mutable -> wait<int> {
    co_await std::suspend_never();
    co_return f();
  });
}
auto generic = [](auto x) -> wait<decltype(x)> { co_return x + 1; };

int main() {
  say("%d", exclusively([] { return 1; }).get());
  say("%d", generic(1).get());
}
