// RUN: %check-behaviour %s

// throw whose operand awaits, in and out of a try.
#include "support.h"

task<> work(int how) {
  noisy outer("outer");
  try {
    noisy inner("inner");
    if (how == 0)
      throw co_await make("thrown");
    if (how == 1)
      throw co_await ask(1);
    if (how == 2)
      throw error("number " + std::to_string(co_await ask(2)));
    throw how > 3 ? co_await ask(4) : throw noisy("nested");
  } catch (const noisy &e) {
    say("inside %s", e.c_str());
  }
  co_await tick{};
  throw co_await ask(5) + how;
}

int main() {
  for (int how : {0, 1, 2, 3, 4})
    guarded([&] { run(work(how)); });
}
