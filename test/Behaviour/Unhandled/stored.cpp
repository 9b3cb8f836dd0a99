// RUN: %check-behaviour %s

// An exception of the body is stored by the promise and thrown where the task is awaited.
#include "support.h"

task<int> leaf(int n) {
  noisy local("leaf");
  co_await tick{};
  if (n == 2)
    throw error("leaf");
  co_return n;
}

task<int> middle(int n) {
  noisy local("middle");
  co_return co_await leaf(n) + 10;
}

task<int> root(int n) {
  noisy local("root");
  int result = co_await middle(n);
  say("result %d", result);
  co_return result + 100;
}

int main() {
  for (int n : {1, 2})
    guarded([&] { say("%d", run(root(n))); });
}
