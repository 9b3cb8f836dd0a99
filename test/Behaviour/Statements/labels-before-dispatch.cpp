// RUN: %check-behaviour %s

// A label in front of a statement that has a dispatch of its own.
#include "support.h"
#include <cstdlib>

struct aw {
  int v;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  int await_resume() {
    if (v < 3)
      throw v;
    return v;
  }
};
task<int> retry() {
  int attempt = 0;
again:
  try {
    say("%d", co_await aw{++attempt});
  } catch (int) {
    goto again;
  }
  co_return attempt;
}
task<int> retry2(int n) {
  if (n)
    goto again;
  co_return 1;
again:
  try {
    n = co_await aw{n + 1};
  } catch (int attempt) {
    n = attempt;
    goto again;
  }
  co_return n;
}
task<int> retry3(int n) {
  int attempt = 0;
again:
other:
  try {
    say("%d", co_await aw{++attempt});
  } catch (int) {
    if (n)
      goto again;
    goto other;
  }
  co_return attempt;
}
template <class T> task<int> retry4(T n) {
  int attempt = 0;
again:
  if constexpr (sizeof(T) > 1) {
    ++attempt;
    co_await tick{};
    if (attempt < 3)
      goto again;
  }
  co_return attempt + n;
}
task<int> first() {
again:
  try {
    say("%d", co_await ask(4));
    throw 1;
  } catch (int) {
    if (rand() == -1)
      goto again;
  }
  co_return 2;
}
int main() {
  run(retry());
  run(retry2(1));
  run(retry3(1));
  run(retry4(1));
  run(first());
}
