// RUN: %check-behaviour %s

// A generator left half way by break.
#include "support.h"

generator<noisy> names(argument) {
  noisy first("first");
  co_yield first;
  for (int i = 0;; ++i) {
    noisy turn("turn");
    co_yield noisy(std::to_string(i));
    co_yield turn + noisy("sum");
  }
}

int main() {
  for (int limit : {1, 2, 3, 4}) {
    int seen = 0;
    for (const noisy &n : names("a")) {
      say("seen %s", n.c_str());
      if (++seen == limit)
        break;
    }
    say("left");
  }
}
