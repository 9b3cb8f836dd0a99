// RUN: %check-behaviour %s

// Locals that can neither be copied nor moved, with every kind of initialiser.
#include "support.h"

struct pinned {
  noisy mine;
  pinned() : mine("default") {}
  pinned(const char *a, const char *b = "") : mine(std::string(a) + b) {}
  pinned(const pinned &) = delete;
};
pinned give(const char *n) { return pinned(n); }

task<> work() {
  pinned a;
  pinned b{"b"};
  pinned c("c", "d");
  pinned d = {"e", "f"};
  pinned e = give("g");
  auto f = pinned("h");
  pinned g[2] = {{"i"}, give("j")};
  co_await tick{};
  say("%s %s %s %s", a.mine.c_str(), c.mine.c_str(), e.mine.c_str(), g[1].mine.c_str());
}

int main() { run(work()); }
