// RUN: %check-behaviour %s

// Suspended in a branch of ?:, && and ||, with temporaries that exist on some paths only.
#include "support.h"

bool test(const noisy &n) { return n.name.size() > 1; }
struct check : tick {
  noisy mine;
  bool result;
  check(const char *n, bool r) : mine(n), result(r) {}
  bool await_resume() { return result; }
};

task<> work(bool b) {
  if ((test(noisy(b ? "yes" : "n")) && co_await check("and", b)) || co_await check("or", !b))
    say("true");
  int n = b ? co_await check("first", true) + int(noisy("t").name.size()) : co_await check("second", false);
  say("%d", n);
}

int main() {
  for (bool b : {true, false})
    destroy_at_every_point([b] { return work(b); });
}
