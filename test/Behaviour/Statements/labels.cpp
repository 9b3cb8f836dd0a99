// RUN: %check-behaviour %s

// goto out of try and handlers, into the middle of scopes; labels in front of declarations, in a switch, at the end
// of a block.
#include "support.h"

task<> out_of_try(int n) {
  try {
    noisy a("a");
    co_await tick{};
    if (n == 0)
      goto done;
    try {
      noisy b("b");
      co_await tick{};
      if (n == 1)
        goto mid;
      throw error("x");
    } catch (error &e) {
      noisy c("c");
    again:
      say("h");
      if (n == 2)
        goto done;
      if (n == 3)
        goto mid;
      if (n == 4) {
        n = 9;
        goto again;
      }
    }
  mid:
    say("mid");
    co_await tick{};
  } catch (...) {
    say("no");
  }
done:
  say("done");
  co_await tick{};
}

task<> into_block(int n) {
  int k = 0;
  if (n)
    goto inside;
  {
    say("before");
    co_await tick{};
  inside:
    noisy z("z");
    say("inside");
    co_await tick{};
    if (k++ < 2)
      goto inside;
  }
}

task<> everywhere(int n) {
  co_await tick{};
  goto first;
first:
  int x = n;
second:
  noisy q("q");
  co_await tick{};
  if (x-- > 0)
    goto second;
  {
    goto end;
  end:;
  }
  switch (n) {
  case 0:
  in_switch:
    say("in switch");
    co_await tick{};
    break;
  case 1:
    goto in_switch;
  case 2: {
    goto in_switch;
  }
  default:
    say("default");
  }
}

task<> next_turns(int n) {
  for (int i = 0; i < 3; ++i) {
    noisy a("a");
    for (;;) {
      noisy b("b");
      co_await tick{};
      if (i == n)
        goto next;
      break;
    }
    say("after");
    continue;
  next:
    say("next");
    co_await tick{};
  }
  goto tail;
  while (n) {
    co_await tick{};
  tail:
    noisy c("c");
    co_await tick{};
    --n;
    if (n < 0)
      n = 0;
  }
}

int main() {
  for (int n : {0, 1, 2, 3, 4}) {
    say("n %d", n);
    run(out_of_try(n));
    run(into_block(n));
    run(everywhere(n));
    run(next_turns(n));
  }
  destroy_at_every_point([] { return out_of_try(3); });
  destroy_at_every_point([] { return into_block(1); });
  destroy_at_every_point([] { return everywhere(1); });
  destroy_at_every_point([] { return next_turns(1); });
}
