// RUN: %check-behaviour %s

// volatile locals, and pointers and references to volatile objects.
#include "support.h"

task<int> work(volatile int *p) {
  volatile int n = 1;
  const volatile int c = 2;
  volatile char text[3] = {'a', 'b', 0};
  volatile struct {
    int x;
  } s = {3};
  co_await tick{};
  n = n + *p;
  *p = *p + 1;
  text[0] = 'c';
  s.x = co_await ask(4);
  volatile int &r = n;
  co_await tick{};
  r = r + 1;
  say("%c%c", text[0], text[1]);
  co_return n + c + s.x + *p;
}

int main() {
  volatile int n = 10;
  say("%d", run(work(&n)));
}
