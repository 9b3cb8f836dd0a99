// RUN: %check-behaviour %s

// An object cast to void in front of a comma lives to the end of the full expression.
#include "support.h"

task<> work() {
  noisy &&r = ((void)noisy("cast"), noisy(co_await ask(1) ? "yes" : "no"));
  int n = 1;
  int &l = (r.name.empty() ? void(noisy("empty")) : (void)(noisy("filled")), static_cast<void>(noisy("static")),
            n = co_await ask(2), n);
  say("%s %d", r.c_str(), l);
}

int main() { run(work()); }
