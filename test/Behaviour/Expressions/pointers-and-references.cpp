// RUN: %check-behaviour %s

// & and * around awaits; members of what they give; references to members.
#include "support.h"

struct box {
  noisy content;
  int n;
};
struct find : tick {
  box &b;
  explicit find(box &from) : b(from) {}
  box &await_resume() { return b; }
};

task<> work() {
  box b{"content", 1};
  int *p = &(co_await find(b)).n;
  *p += *co_await later(&b.n);
  int &r = (co_await find(b)).n;
  r *= 5;
  co_await tick{};
  noisy &c = (co_await find(b)).content;
  c.name += "!";
  box *q = &co_await find(b);
  say("%d %s %d %d", q->n, c.c_str(), p == &r, *&r + *co_await later(p));
  const noisy &part = box{co_await make("part"), 2}.content;
  co_await tick{};
  say("%s", part.c_str());
}

int main() { run(work()); }
