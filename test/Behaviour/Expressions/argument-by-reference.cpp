// RUN: %check-behaviour %s

// Arguments by reference before an await are bound, not copied: later changes show; temporaries live on.
#include "support.h"

struct view {
  const noisy &n;
  view(const noisy &x) : n(x) {}
};
void show(const noisy &a, int n, noisy &&b) { say("%s %d %s", a.c_str(), n, b.c_str()); }
void show(view v, int n) { say("%s %d", v.n.c_str(), n); }

struct renames : tick {
  noisy &n;
  explicit renames(noisy &x) : n(x) {}
  int await_resume() {
    n.name += "!";
    return 1;
  }
};

task<> work() {
  noisy local("local");
  show(local, co_await renames(local), std::move(local));
  show(local, co_await renames(local), noisy("after"));
  show(noisy("before"), co_await ask(2), noisy("after"));
  show(noisy("viewed"), co_await ask(3));
}

int main() { run(work()); }
