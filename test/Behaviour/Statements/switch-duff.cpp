// RUN: %check-behaviour %s

// A switch whose cases stand inside a loop, with suspensions between them.
#include "support.h"

task<> unrolled(int count) {
  int n = (count + 3) / 4;
  switch (count % 4) {
  case 0:
    do {
      say("0");
      co_await tick{};
      [[fallthrough]];
    case 3:
      say("3");
      co_await tick{};
      [[fallthrough]];
    case 2:
      say("2");
      co_await tick{};
      [[fallthrough]];
    case 1:
      say("1");
      co_await tick{};
    } while (--n > 0);
  }
}

task<> with_objects(int count) {
  int n = (count + 1) / 2;
  switch (count % 2)
    while (true) {
    case 0: {
      noisy a("a");
      co_await tick{};
    }
      [[fallthrough]];
    case 1: {
      noisy b("b");
      co_await tick{};
    }
      if (--n <= 0)
        break;
    }
  say("end");
}

int main() {
  for (int n : {1, 2, 3, 4, 5, 6}) {
    say("n %d", n);
    run(unrolled(n));
    run(with_objects(n));
  }
  destroy_at_every_point([] { return with_objects(3); });
}
