// RUN: %check-behaviour %s

// Locals without initialisers, given their values later; several declarators of different kinds in one declaration.
#include "support.h"

task<int> work(bool b) {
  int n, *p = &n, array[2], &r = array[1];
  std::string s;
  noisy a("a"), *q = &a, other = a;
  struct {
    int x, y;
  } point;
  if (b)
    n = co_await ask(1);
  else
    n = co_await ask(2);
  *p += 10;
  r = 5;
  point.x = co_await ask(3);
  point.y = point.x;
  s += "s";
  co_await tick{};
  say("%s %s %s %d", s.c_str(), q->c_str(), other.c_str(), array[1]);
  co_return n + point.y;
}

int main() {
  for (bool b : {true, false})
    say("%d", run(work(b)));
}
