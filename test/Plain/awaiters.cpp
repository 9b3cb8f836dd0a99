// RUN: %check-behaviour %s --plain

// Awaiters of all kinds: members and free operators, await_transform, references, what await_suspend returns.
#include "support.h"

namespace units {
struct seconds {
  int count;
};
later<int> operator co_await(seconds s) { return later(s.count); }
template <class T> struct box {
  T value;
};
template <class T> auto operator co_await(const box<T> &b) { return later(b.value); }
} // namespace units

struct both {
  later<int> operator co_await() & { return later(1); }
  later<int> operator co_await() && { return later(2); }
};
struct derived : both {
  using both::operator co_await;
};

/// An operator is called like a function too.
template <class T> auto as_awaiter(T &&x) { return static_cast<T &&>(x).operator co_await(); }
auto as_awaiter(units::seconds s) { return operator co_await(s); }

struct counter {
  struct promise_type {
    int transformed = 0;
    counter get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    later<int> await_transform(int n) { return later(n + ++transformed); }
    ask &await_transform(ask &a) { return a; }
  };
  std::coroutine_handle<promise_type> handle;
};

counter transformed() {
  ask own(3);
  say("%d", co_await 10 + co_await 20);
  say("%d", co_await own);
}

task<> work() {
  both object;
  say("%d %d", co_await object, co_await both());
  say("%d", co_await derived());
  say("%d", co_await units::seconds{30});
  say("%d", co_await units::box<int>{31});
  say("%d", co_await as_awaiter(object));
  say("%d", co_await as_awaiter(units::seconds{32}));
  ask named(4);
  say("%d", co_await named + co_await ask(5));
  say("%d %d", co_await maybe{true}, co_await maybe{false});
  say("%d", co_await ready{6});
  co_await std::suspend_never{};
  co_await switch_to{std::noop_coroutine()};
  say("resumed");
}

int main() {
  auto t = work();
  t.resume();
  drain();
  t.resume();
  say("%d", t.done());
  auto c = transformed();
  c.handle();
  drain();
  say("%d transformed", c.handle.promise().transformed);
  c.handle.destroy();
}
