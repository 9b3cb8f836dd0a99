// Every kind of capture; the closure outlives the coroutine.
// RUN: %check-behaviour %s
#include "support.h"

struct pair_of {
  int first;
  noisy second;
};

int main() {
  int a = 1;
  const int b = 2;
  noisy c("c");
  int array[3] = {7, 8, 9};
  auto [x, y] = pair_of{5, noisy("second")};
  std::unique_ptr<int> moved(new int(6));

  auto copies = [a, b, c, array, x]() -> task<int> {
    co_await tick();
    say("%s %d", c.c_str(), array[1]);
    static_assert(std::is_same_v<decltype(a), int>);
    static_assert(std::is_same_v<decltype((a)), const int &>);
    static_assert(std::is_same_v<decltype(b), const int>);
    co_return a + b + array[2] + x;
  };
  say("%d", run(copies()));

  auto references = [&a, &c, &array, &y, &moved]() -> task<int> {
    ++a;
    co_await tick();
    ++array[0];
    c = y;
    co_return ++a + *moved + array[0];
  };
  say("%d", run(references()));
  say("%d %d %s", a, array[0], c.c_str());

  auto by_default = [&, b]() -> task<int> {
    a += b;
    int got = co_await ask(a);
    array[1] = got;
    co_return a;
  };
  say("%d", run(by_default()));
  say("%d", array[1]);

  auto copied_by_default = [=, &c]() -> task<int> {
    co_await tick();
    c = noisy("assigned");
    co_return a + array[1];
  };
  a = 1000;
  say("%d", run(copied_by_default()));

  auto init = [p = std::move(moved), &r = a, n = a * 2, s = noisy("init")]() -> task<int> {
    r = n;
    co_await tick();
    say("%s", s.c_str());
    co_return *p + r;
  };
  say("%d", run(init()));
  say("%d", a);

  auto counter = [n = 0]() mutable -> task<int> {
    static_assert(std::is_same_v<decltype((n)), int &>);
    ++n;
    co_await tick();
    co_return ++n;
  };
  auto first = counter(), second = counter();
  // Both count in the one closure.
  first.resume();
  second.resume();
  drain();
  say("%d %d", first.await_resume(), second.await_resume());
  auto add = [](int i) { return i + 1; };
  auto with_closure = [add, k = [&] { return a; }]() -> task<int> {
    co_await tick();
    co_return add(k());
  };
  say("%d", run(with_closure()));
}
