// RUN: %check-behaviour %s

// Labels inside loops and blocks, jumped to from outside.
#include "support.h"

task<int> work(bool jump) {
  int i = 0;
  if (jump)
    goto middle;
  for (i = 10; i < 13; ++i) {
    co_await tick{};
    say("top %d", i);
  middle:
    co_await tick{};
    say("middle %d", i);
    if (i == 1)
      goto done;
  }
done:
  co_return i;
}

int main() {
  for (bool jump : {false, true})
    say("%d", run(work(jump)));
}
