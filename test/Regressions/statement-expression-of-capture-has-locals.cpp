// The variable of a statement expression in a capture's initialiser is no local that the closure's factory takes.
// RUN: %check-behaviour %s
#include "support.h"

task<int> work(int n) {
  auto closure = [&n, twice = ({
                        int local = n;
                        local * 2;
                      })] { return n + twice; };
  co_await tick();
  co_return closure();
}

int main() { say("%d", run(work(20))); }
