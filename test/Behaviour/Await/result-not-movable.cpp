// RUN: %check-behaviour %s

// A value that can neither be copied nor moved comes straight out of await_resume.
#include "support.h"

struct pinned {
  noisy mine;
  explicit pinned(const char *n) : mine(n) {}
  pinned(const pinned &) = delete;
};
struct make_pinned : tick {
  pinned await_resume() { return pinned("pinned"); }
};
const char *use(pinned &&p) { return p.mine.c_str(); }

task<> work() {
  pinned p = co_await make_pinned{};
  pinned q(co_await make_pinned{});
  pinned r{co_await make_pinned{}};
  auto *heap = new pinned(co_await make_pinned{});
  say("%s %s %s", p.mine.c_str(), q.mine.c_str(), r.mine.c_str());
  delete heap;
  say("%s", use(co_await make_pinned{}));
}

int main() { run(work()); }
