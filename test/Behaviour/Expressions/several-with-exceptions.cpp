// RUN: %check-behaviour %s

// An exception from the second await destroys what the expression had made so far.
#include "support.h"

void use(const noisy &a, const noisy &b, int n) { say("%s %s %d", a.c_str(), b.c_str(), n); }

task<> work(failing::stage where) {
  noisy local("local");
  try {
    use(noisy("a"), co_await make("b"), co_await failing{where});
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  noisy after = noisy("c") + (co_await make("d") + noisy(std::to_string(co_await failing{where})));
}

int main() {
  for (auto where : {failing::in_ready, failing::in_suspend, failing::in_resume})
    guarded([&] { run(work(where)); });
}
