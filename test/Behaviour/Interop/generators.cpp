// RUN: %check-behaviour %s --lower-args=""

// A native generator over a lowered one over a native one.
#include "support.h"

generator<int> numbers(int n) {
  noisy local("numbers");
  for (int i = 0; i < n; ++i)
    co_yield i;
}

[[clang::annotate("switchback::async")]]
generator<int> squares(generator<int> source) {
  noisy local("squares");
  for (int n : source)
    co_yield n * n;
}

generator<int> evens(generator<int> source) {
  noisy local("evens");
  for (int n : source)
    if (n % 2 == 0)
      co_yield n;
}

int main() {
  for (int n : evens(squares(numbers(6))))
    say("%d", n);
  destroy_at_every_point([] { return evens(squares(numbers(3))); });
}
