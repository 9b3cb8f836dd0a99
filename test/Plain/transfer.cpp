// RUN: %check-behaviour %s --plain

// Coroutines that hand over to each other, deep without growing the stack.
#include "support.h"

task<int> leaf(int n) { co_return n % 2 * 2; }

task<long> many() {
  long sum = 0;
  for (int i = 0; i < many_transfers; ++i)
    sum += co_await leaf(i);
  co_return sum;
}

task<int> nested(int depth) {
  if (depth == 0)
    co_return 0;
  noisy local("depth " + std::to_string(depth));
  co_await tick{};
  co_return co_await nested(depth - 1) + 1;
}

task<> ping(std::coroutine_handle<> &other, int &count) {
  while (count < many_transfers) {
    ++count;
    co_await switch_to{other};
  }
}

int main() {
  say("%d", run(many()) == many_transfers);
  say("%d", run(nested(3)));
  std::coroutine_handle<> to_a, to_b;
  int count = 0;
  auto a = ping(to_b, count), b = ping(to_a, count);
  to_a = a.handle;
  to_b = b.handle;
  a.resume();
  say("%d %d %d", count == many_transfers, a.done(), b.done());
}
