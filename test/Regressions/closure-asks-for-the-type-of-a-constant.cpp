// RUN: %check-behaviour %s
// A closure in the frame uses a constant of the coroutine without a capture, and names it where it is not evaluated
// besides.
#include "support.h"

task<int> plain() {
  constexpr int base = 4;
  const unsigned more = 2;
  auto add = [=](int x) { return x + decltype(base + 1)(base) + sizeof(more) * 0 + more; };
  co_await tick{};
  co_return int(add(1));
}
template <class T> task<int> of_template(T x) {
  constexpr int base = 4;
  auto add = [](T y) { return y + decltype(base + 1)(base); };
  auto discard = [&](int y) { return y + (void(base), base); };
  co_await tick{};
  co_return add(x) + discard(1) + base;
}
// One that is only asked for its type.
task<int> only_asked() {
  constexpr int base = 4;
  auto add = [](int x) { return x + int(sizeof(base)); };
  co_await tick{};
  co_return add(1);
}

int main() {
  say("%d", run(plain()));
  say("%d", run(of_template(2)));
  say("%d", run(only_asked()));
}
