// RUN: %check-behaviour %s

// A local named as a global, as its own type, as its function, as a type used later.
#include "support.h"

struct thing {
  noisy mine;
  int n;
};
int count = 50;

task<int> work(int count) {
  struct thing thing {
    "thing", count
  };
  co_await tick{};
  int noisy = thing.n + ::count;
  struct ::noisy made("made");
  co_await tick{};
  int work = noisy + 1;
  int task = work + 1;
  co_await ask(task);
  say("%s %s", thing.mine.c_str(), made.c_str());
  co_return task;
}

int main() { say("%d", run(work(5))); }
