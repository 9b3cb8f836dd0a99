// RUN: %check-behaviour %s

// goto backwards and forwards, out of scopes with objects, around suspensions.
#include "support.h"

task<int> work(int n) {
  int tries = 0;
again:
  noisy outer("outer");
  {
    noisy inner("inner");
    co_await tick{};
    if (++tries < n)
      goto again;
    for (int i = 0;; ++i) {
      noisy loop("loop");
      co_await tick{};
      if (i == 1)
        goto out;
    }
  }
out:
  say("out");
  if (n > 2)
    goto end;
  co_await tick{};
  say("not skipped");
end:
  co_return tries;
}

int main() {
  for (int n : {1, 3})
    say("%d", run(work(n)));
  destroy_at_every_point([] { return work(2); });
}
