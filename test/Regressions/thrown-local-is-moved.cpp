// RUN: %check-behaviour %s

// A local of the innermost block is thrown as an rvalue; one from outside of the `try` block is copied.
#include "support.h"

task<> work(noisy parameter, bool inner) {
  try {
    noisy local("local");
    co_await tick{};
    if (inner)
      throw local;
    throw parameter;
  } catch (const noisy &e) {
    say("caught %s", e.c_str());
  }
  co_await tick{};
  throw parameter;
}

int main() {
  for (bool inner : {true, false})
    guarded([inner] { run(work(noisy("parameter"), inner)); });
}
