// RUN: %check-behaviour %s

// A constant named in a list needs no capture, and the factory of the closure declares it.
#include "support.h"

struct wrapped {
  int n;
};

task<> work() {
  constexpr int one = 1;
  const int two{2};
  auto closure = [&](int n) { return wrapped{one}.n + wrapped{two}.n + n; };
  auto coroutine = [&](int n) -> task<int> {
    int values[] = {one, co_await ask(wrapped{two}.n)};
    co_return values[0] + values[1] + n;
  };
  say("%d", co_await ask(closure(3)));
  say("%d", co_await coroutine(4));
}

int main() { run(work()); }
