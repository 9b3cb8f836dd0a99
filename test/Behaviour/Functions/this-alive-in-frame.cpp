// RUN: %check-behaviour %s

// The object lives in a frame itself, moves between calls, or is a temporary of the awaiting expression.
#include "support.h"

struct counter {
  noisy mine;
  int n = 0;
  explicit counter(const char *name) : mine(name) {}
  task<int> next() {
    co_await tick{};
    say("%s", mine.c_str());
    co_return ++n;
  }
};

task<> work() {
  counter local("local");
  co_await local.next();
  say("%d", co_await local.next());
  say("%d", co_await counter("temporary").next());
  counter moved = std::move(local);
  say("%d", co_await moved.next());
  auto *heap = new counter("heap");
  say("%d", co_await heap->next());
  delete heap;
}

int main() { run(work()); }
