// A statement expression that suspends in the initialiser of an init-capture.
// RUN: %check-behaviour %s --flags=-Wno-gnu-statement-expression
#include "support.h"

task<> all() {
  say("%d", [k = co_await ({
               int q = co_await ask(2);
               ask(q + 1);
             })] { return k + 1; }());
  auto held = [n = co_await make(({
                 noisy inner("inner");
                 co_await ask(4) == 4 ? "four" : "other";
               }))] { return n.c_str(); };
  co_await tick{};
  say("%s", held());
}

int main() {
  run(all());
  destroy_at_every_point(all);
}
