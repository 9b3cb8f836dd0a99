// RUN: %check-behaviour %s

// A statement expression left of a comma gives an object that lives until the await on the right is over, though nothing
// in it suspends.
#include "support.h"

struct pair {
  noisy first;
  int second;
};

task<> work() {
  pair p{noisy("first"), (co_await (({
            int n = 1;
            noisy(n ? "discarded" : "never");
          }),
                                    ask(1)))};
  say("%s %d", p.first.c_str(), p.second);
}

int main() {
  run(work());
  destroy_at_every_point(work);
}
