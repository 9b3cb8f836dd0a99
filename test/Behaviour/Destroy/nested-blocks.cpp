// RUN: %check-behaviour %s

// Blocks in blocks, before and after each a suspension.
#include "support.h"

task<> work() {
  noisy a("a");
  {
    noisy b("b");
    co_await tick{};
    {
      noisy c("c");
      co_await tick{};
    }
    co_await tick{};
    {
      noisy d("d");
      noisy e("e");
      co_await tick{};
    }
    co_await tick{};
  }
  co_await tick{};
}

int main() { destroy_at_every_point([] { return work(); }); }
