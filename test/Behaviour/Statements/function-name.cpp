// RUN: %check-behaviour %s

// The body's own name is that of the coroutine.
#include "support.h"

task<> work() {
  say("%s %zu", __func__, sizeof __func__);
  co_await tick{};
  const char *name = __FUNCTION__;
  co_await tick{};
  say("%s %s", name, __func__);
}

int main() { run(work()); }
