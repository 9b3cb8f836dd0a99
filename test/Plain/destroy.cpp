// RUN: %check-behaviour %s --plain

// Exceptions at every stage, and destruction at every suspend point.
#include "support.h"

task<int> inner(int n) {
  noisy local("inner");
  co_await tick{};
  if (n > 2)
    throw error("too large");
  co_return n;
}

task<int> outer(noisy parameter, int from) {
  int sum = 0;
  for (int i = from; i < from + 3; ++i) {
    noisy in_loop("loop " + std::to_string(i));
    try {
      noisy in_try("try");
      sum += co_await inner(i);
      if (i == 1)
        continue;
      co_await tick{};
    } catch (const error &e) {
      say("caught %s", e.what());
      sum += 100;
    }
    co_await maybe{i % 2 == 0};
  }
  const noisy made = co_await make("made");
  co_return sum + int(made.name.size());
}

task<> fails(failing::stage where) {
  noisy local("local");
  try {
    co_await failing{where};
  } catch (const error &e) {
    say("first %s", e.what());
  }
  co_await failing{where};
}

int main() {
  for (int from : {0, 2})
    destroy_at_every_point([from] { return outer(noisy("parameter"), from); });
  for (auto where : {failing::in_ready, failing::in_suspend, failing::in_resume})
    guarded([where] { run(fails(where)); });
}
