// RUN: %check-behaviour %s

// Temporaries of a branch are destroyed at the end of the full expression, if they were made.
#include "support.h"

const noisy &same(const noisy &n) { return n; }
struct keep : tick {
  const noisy &n;
  explicit keep(const noisy &x) : n(x) {}
  const char *await_resume() { return n.c_str(); }
};

task<> work(bool b) {
  noisy local("local");
  say("%s", b ? co_await keep(noisy("yes")) : co_await keep(noisy("no")));
  say("%s", b ? same(noisy("t")).c_str() : co_await keep(local));
  if (b && co_await keep(noisy("and")))
    say("both");
  noisy value = b ? co_await make("made") : noisy("new");
  noisy copied = b ? local : co_await make("made");
  const noisy &extended = b ? co_await make("a") : noisy("b");
  (b ? noisy("left") : co_await make("right")).name += "!";
  say("%s %s %s", value.c_str(), copied.c_str(), extended.c_str());
}

int main() {
  for (bool b : {true, false})
    destroy_at_every_point([b] { return work(b); });
}
