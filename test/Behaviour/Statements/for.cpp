// RUN: %check-behaviour %s

// for with awaits in its initialiser, condition, increment and body.
#include "support.h"

task<> work() {
  for (int i = co_await ask(0); i < co_await ask(2); i += co_await ask(1)) {
    noisy scope("scope");
    co_await tick{};
    say("body %d", i);
  }
  for (noisy held("held"); co_await ask(int(held.name.size())) < 6; held.name += "+")
    if (co_await maybe{held.name.size() == 5})
      continue;
    else
      say("%s", held.c_str());
  int n = 0;
  for (;;) {
    if (n++ == 2)
      break;
    co_await tick{};
  }
  for (; n < 5; co_await tick{})
    ++n;
  for (int i = 0, j = 10; i < j; i += 4, --j)
    say("%d", i + co_await ask(j));
  say("%d", n);
}

int main() { destroy_at_every_point([] { return work(); }); }
