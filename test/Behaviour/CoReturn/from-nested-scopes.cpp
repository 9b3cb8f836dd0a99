// RUN: %check-behaviour %s

// co_return from the middle of loops, switches and try blocks destroys what is alive there only.
#include "support.h"

task<int> work(int how) {
  noisy a("a");
  for (int i = 0; i < 2; ++i) {
    noisy b("b");
    switch (how) {
    case 0: {
      noisy c("c");
      co_return i;
    }
    case 1:
      try {
        noisy d("d");
        co_await tick{};
        co_return 10 + i;
      } catch (...) {
        say("never");
      }
      break;
    default:
      co_await tick{};
      if (i == 1)
        co_return 20 + int(noisy("e").name.size());
    }
    noisy f("f");
    co_await tick{};
  }
  co_return -1;
}

int main() {
  for (int how : {0, 1, 2})
    say("%d", run(work(how)));
}
