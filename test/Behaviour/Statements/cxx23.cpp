// RUN: %check-behaviour %s --flags=-std=c++23

// C++23: labels at the end of a block, if consteval, and temporaries that a range-for keeps alive.
#include "support.h"

struct holder {
  std::vector<int> v{1, 2};
  noisy n{"holder"};
  const std::vector<int> &get() const { return v; }
};
holder make_holder() { return {}; }

task<> ends(int n) {
  if (n)
    goto fin;
  {
    say("b");
    co_await tick{};
    goto end;
  end:
  }
  switch (n) {
  case 0:
    co_await tick{};
    break;
  default:
  }
fin:
}

task<> consteval_branch() {
  if consteval {
    co_await later(1);
  } else {
    noisy n("at run time");
    co_await tick{};
  }
  if !consteval {
    co_await tick{};
    say("here");
  }
  if consteval {
    co_await tick{};
  }
}

task<> ranges(int n) {
  for (int x : make_holder().get()) {
    co_await tick{};
    say("%d", x);
    if (x == n)
      break;
  }
}

// The frame has the types of the headers as well.
template <class T> task<int> chosen(T t) {
  if constexpr (using number = T; sizeof(number) == 4) {
    number n = t;
    co_await tick();
    co_return n;
  } else if constexpr (constexpr int size = sizeof(T); size == 8) {
    co_await tick();
    co_return size;
  }
  if (using number = T; t > 3) {
    number n = t;
    co_await tick();
    co_return n;
  }
  co_return 0;
}

task<int> kept(int k) {
  if (using number = int; k > 4) {
    number n = k;
    co_await tick();
    co_return n;
  }
  for (using number = int; number n : {1, 2, 3}) {
    co_await tick();
    k += n;
  }
  switch (using number = int; number(k)) {
  case 9:
    co_await tick();
    co_return 5;
  case 8:
  again:
  [[maybe_unused]] nobody_goes_here:
    co_await tick();
    if (k++ < 9)
      goto again;
  }
  co_return 0;
}

task<> aliases(int k) {
  if (using number = int; number n = co_await later(k))
    say("if %d", n);
  for (using number = int; number n : {1, co_await later(2)})
    say("for %d", n);
  for (using number = long; number n : {3, 4}) {
    co_await tick{};
    say("for %ld", number(n));
  }
  switch (using number = int; number n = co_await later(k)) {
  default:
    say("switch %d", n);
  }
}

task<> assumes(int k) {
  int n = co_await later(k);
  [[assume(n > 0)]];
  co_await tick{};
  [[assume(n > 0)]];
  say("%d", n);
}

int main() {
  say("%d %d %d", run(chosen(1)), run(chosen(2L)), run(chosen(short(5))));
  say("%d %d %d", run(kept(5)), run(kept(2)), run(kept(3)));
  run(aliases(1));
  run(assumes(1));
  run(ends(0));
  run(ends(1));
  run(consteval_branch());
  run(ranges(1));
  run(ranges(3));
  destroy_at_every_point([] { return consteval_branch(); });
  destroy_at_every_point([] { return ranges(1); });
}
