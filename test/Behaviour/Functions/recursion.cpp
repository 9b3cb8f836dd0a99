// RUN: %check-behaviour %s

// Coroutines that call themselves and each other.
#include "support.h"

task<int> factorial(int n) {
  if (n < 2)
    co_return 1;
  co_return n * co_await factorial(n - 1);
}
task<bool> is_odd(int n);
task<bool> is_even(int n) {
  noisy local("even" + std::to_string(n));
  if (n == 0)
    co_return true;
  co_return co_await is_odd(n - 1);
}
task<bool> is_odd(int n) {
  noisy local("odd" + std::to_string(n));
  if (n == 0)
    co_return false;
  co_return co_await is_even(n - 1);
}
generator<int> permutations(int n, int prefix) {
  if (n == 0)
    co_yield prefix;
  for (int i = 1; i <= n; ++i)
    for (int p : permutations(n - 1, 10 * prefix + i))
      co_yield p;
}
task<int> fibonacci(int n) { co_return n < 2 ? n : co_await fibonacci(n - 1) + co_await fibonacci(n - 2); }

int main() {
  say("%d", run(factorial(6)));
  say("%d", run(is_even(3)));
  for (int p : permutations(3, 0))
    say("%d", p);
  say("%d", run(fibonacci(12)));
}
