// RUN: %check-behaviour %s

// Nested ifs without braces, an await in each place.
#include "support.h"

task<> work(int a, int b) {
  if (a)
    if (co_await ask(b))
      say("both");
    else
      co_await ask(10);
  else if (b)
    co_await ask(11);
  else
    say("neither");
  if (a)
    ;
  else
    co_await ask(12);
  if (co_await ask(a)) [[likely]] {
    say("likely");
  }
}

int main() {
  for (int a : {0, 1})
    for (int b : {0, 1})
      run(work(a, b));
}
