// RUN: %check-behaviour %s

// Temporaries of statements without an await, beside those with.
#include "support.h"

struct guard {
  noisy mine;
  explicit guard(const char *n) : mine(n) {}
  bool ok() const { return mine.name == "ok"; }
};

task<> work() {
  if (guard("ok").ok()) {
    co_await tick{};
    say("in if");
  }
  switch (int(noisy("four").name.size())) {
  case 4:
    co_await tick{};
    say("in case");
  }
  for (int i = 0; i < 2 && guard("ok").ok(); ++i)
    co_await tick{};
  while (guard("no").ok())
    co_await tick{};
  int n = int(noisy("init").name.size());
  noisy("statement");
  noisy other("other");
  noisy from = other + noisy("r");
  co_await tick{};
  say("%d %s", n, from.c_str());
}

int main() { run(work()); }
