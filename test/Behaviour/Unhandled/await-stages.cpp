// RUN: %check-behaviour %s

// await_ready, await_suspend and await_resume throw; the coroutine counts as resumed and can catch.
#include "support.h"

task<int> work(failing::stage where) {
  noisy outer("outer");
  int result = 0;
  try {
    noisy inner("inner");
    result = co_await failing{where};
    say("not reached");
  } catch (const error &e) {
    say("inside %s", e.what());
    result = 7;
  }
  co_await tick{};
  co_return result;
}

task<int> uncaught(failing::stage where) {
  noisy outer("outer");
  co_return co_await failing{where};
}

int main() {
  for (auto where : {failing::in_ready, failing::in_suspend, failing::in_resume}) {
    say("%d", run(work(where)));
    guarded([&] { say("%d", run(uncaught(where))); });
  }
}
