// RUN: %check-behaviour %s

// Objects of one branch only; after the branches nothing of them is left.
#include "support.h"

task<> work(int n) {
  noisy outer("outer");
  if (n == 0) {
    noisy a("a");
    co_await tick{};
  } else if (n == 1) {
    noisy b("b");
    co_await tick{};
    noisy c("c");
    co_await tick{};
  } else
    switch (n) {
    case 2: {
      noisy d("d");
      co_await tick{};
      [[fallthrough]];
    }
    default:
      co_await tick{};
      noisy e("e");
      co_await tick{};
    }
  co_await tick{};
}

int main() {
  for (int n : {0, 1, 2, 3})
    destroy_at_every_point([n] { return work(n); });
}
