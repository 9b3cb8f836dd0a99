// RUN: %check-behaviour %s

// Default arguments of coroutines, on declarations and definitions, with temporaries.
#include "support.h"

int calls = 0;
int next() { return ++calls; }
task<int> work(int a, int b = next(), const noisy &n = noisy("default"));
task<int> work(int a, int b, const noisy &n) {
  say("%d %d %s", a, b, n.c_str());
  co_return a + b;
}
struct object {
  int base = 100;
  task<int> add(int n = 5, std::string s = "text") const {
    co_await tick{};
    co_return base + n + int(s.size());
  }
};

int main() {
  { task<int> never_run = work(1); }
  say("%d calls", calls);
  object o;
  say("%d %d %d", run(o.add()), run(o.add(1)), run(o.add(1, "longer text")));
  noisy kept("kept");
  say("%d", run(work(3, 4, kept)));
  say("%d", run(work(5, next(), kept)));
}
