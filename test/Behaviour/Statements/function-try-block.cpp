// RUN: %check-behaviour %s

// A coroutine whose body is a function-try-block.
#include "support.h"

task<int> work(argument a, bool fails) try {
  noisy local("local");
  co_await tick{};
  if (fails)
    throw error(a.name);
  co_return 1;
} catch (const error &e) {
  say("caught %s of %s", e.what(), a.name);
  co_return 2;
}

task<> nothing(bool fails) try {
  co_await tick{};
  if (fails)
    throw 1;
} catch (...) {
  say("caught");
}

int main() {
  for (bool fails : {false, true}) {
    say("%d", run(work("a", fails)));
    run(nothing(fails));
  }
}
