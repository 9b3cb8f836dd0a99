// RUN: %check-behaviour %s

// Empty statements, empty blocks, labels that nobody uses, attributes, assembler.
#include "support.h"

task<> work(int n) {
  ;
  {}
  {
    ;
    {
      noisy deep("deep");
      { co_await tick{}; }
    };
  }
  for (int i = 0; i < 2; co_await tick{}, ++i)
    ;
  while (n-- > co_await ask(0)) {
  }
  [[maybe_unused]] int unused = 1;
  asm volatile("" ::: "memory");
  asm("" : "+r"(n));
  static_assert(true);
  using namespace std;
  if (n) {
  } else {
    ;
  }
  say("%d", n);
}

int main() { run(work(2)); }
