// RUN: %check-behaviour %s

// Generic and templated lambdas as coroutines, and lambdas of templates.
#include "support.h"

template <class T> task<T> around(T value, int &counter) {
  auto generic = [&](auto x) -> task<T> {
    ++counter;
    co_await tick{};
    co_return value + x;
  };
  auto copied = [=](auto x) mutable -> task<T> {
    value = value + x;
    co_await tick{};
    co_return value;
  };
  auto plain = [&value](T x) { return value + x; };
  T first = co_await generic(value);
  T second = co_await copied(value);
  co_await tick{};
  co_return first + second + plain(value);
}

template <class F> task<> calls(F f) {
  co_await tick{};
  co_await f(1);
  co_await f(2L);
}

struct object {
  int member = 3;
  auto with_this() {
    return [this](auto x) -> task<int> {
      co_await tick{};
      co_return member + int(x);
    };
  }
};

int main() {
  int counter = 0;
  say("%d", run(around(1, counter)));
  say("%s", run(around(std::string("s"), counter)).c_str());
  say("%d", counter);
  auto templated = []<class T>(T x) -> task<> {
    T copy = x;
    co_await tick{};
    say("%d", int(copy));
  };
  run(calls(templated));
  run(calls([&counter, n = noisy("captured")](auto x) -> task<> {
    co_await tick{};
    say("%s %d", n.c_str(), int(x) + counter);
  }));
  object o;
  say("%d", run(o.with_this()(4)));
  auto no_capture = [](auto &&...all) -> task<std::size_t> { co_return sizeof...(all); };
  say("%zu", run(no_capture(1, 2, 3)));
}
