// RUN: %check-behaviour %s

// Overloaded operators whose operands await, with temporaries between.
#include "support.h"

task<> work() {
  noisy local("l");
  noisy a = local + co_await make("a");
  noisy b = co_await make("b") + local;
  noisy c = noisy("t") + (local + co_await make("c"));
  noisy d = (co_await make("d") + co_await make("e")) + (noisy("v") + co_await make("f"));
  say("%s %s %s %s", a.c_str(), b.c_str(), c.c_str(), d.c_str());
}

int main() { run(work()); }
