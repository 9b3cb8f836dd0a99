// RUN: %check-behaviour %s

// The variable that each round of a loop makes is destroyed after the locals of the body.
#include "support.h"

struct number : noisy {
  int n;
  number(int n) : noisy("number " + std::to_string(n)), n(n) {}
  explicit operator bool() const { return n > 0; }
};

task<> work() {
  int rounds = 2;
  while (number n = co_await ask(rounds)) {
    noisy body("in while");
    if (--rounds)
      continue;
  }
  for (; number n = co_await ask(2 - rounds); ++rounds)
    noisy body("in for");
  const int numbers[]{1, 2};
  for (number n : numbers) {
    noisy body(co_await ask(n.n) > 1 ? "more" : "one");
  }
}

int main() { run(work()); }
