// Coroutine lambdas and local classes' members inside of coroutines.
// RUN: %check-behaviour %s
#include "support.h"

#define GET(n) (co_await ask(n))

struct owner {
  int field = 3;
  task<int> member(int n) {
    noisy local("local");
    auto inner = [this, &local](int x) -> task<int> {
      co_await tick();
      field += x;
      say("%s", local.c_str());
      co_return field + co_await ask(1);
    };
    int a = co_await inner(n);
    int b = co_await [&, n]() -> task<int> {
      int got = GET(n);
      local = noisy("changed");
      co_return got + a;
    }();
    co_return a + b;
  }
};

task<int> outer(int state, noisy frame) {
  int promise = 1;
  int constant = 5;
  int counter = 0;
  int array[2] = {1, 2};
  auto [x, y] = std::pair(10, 20);
  auto generate = [&]() -> generator<int> {
    for (int i = 0; i < constant; ++i) {
      ++counter;
      array[0] += i;
      co_yield i + promise + x;
    }
  };
  for (int value : generate())
    say("%d", value + co_await ask(2));

  struct local {
    int n;
    task<int> get() {
      noisy mine("mine");
      co_await tick();
      co_return n * 2;
    }
  };
  local object{state};
  int got = co_await object.get();
  got += co_await local{4}.get();

  auto deep = [&frame, &got, copy = noisy("copy")](auto) { return frame.name.size() + copy.name.size() + got; };
  got += int(deep(1));
  auto nest = [&](int depth) -> task<int> {
    auto inner = [&, depth]() -> task<int> {
      auto innermost = [=, &got]() -> task<int> {
        co_await tick();
        got += depth;
        co_return depth + promise;
      };
      co_return co_await innermost() + co_await innermost();
    };
    say("%s", frame.c_str());
    co_return co_await inner();
  };
  got += co_await nest(3);
  std::vector<task<int>> tasks;
  for (int i = 0; i < 3; ++i)
    tasks.push_back([](int i, int *sum) -> task<int> {
      co_await tick();
      *sum += i;
      co_return *sum;
    }(i, &got));
  for (auto &each : tasks)
    got += co_await each;
  co_return got + promise + array[0] + counter + y;
}

int main() {
  owner o;
  say("%d", run(o.member(2)));
  say("%d", run(outer(7, "frame")));
  destroy_at_every_point([] { return outer(1, "again"); });
}
