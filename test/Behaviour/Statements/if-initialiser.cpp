// RUN: %check-behaviour %s

// if with an initialiser and with a declaration as its condition, awaits in each part and branch.
#include "support.h"

struct found {
  noisy mine;
  int value;
  explicit operator bool() const { return value > 0; }
};
struct find : tick {
  int n;
  explicit find(int value) : n(value) {}
  found await_resume() const { return {"found", n}; }
};

task<> work(int n) {
  if (noisy guard("guard"); co_await ask(n))
    say("yes %s", guard.c_str());
  else
    say("no %s", guard.c_str());
  if (int m = co_await ask(n + 1); m > 1) {
    co_await tick{};
    say("m %d", m);
  } else if (int k = m + co_await ask(5)) {
    co_await tick{};
    say("m %d k %d", m, k);
  }
  if (found f = co_await find(n)) {
    co_await tick{};
    say("%s %d", f.mine.c_str(), f.value);
  } else {
    noisy inner("inner");
    co_await tick{};
    say("nothing in %s", f.mine.c_str());
  }
  if (noisy a("a"); found f = co_await find(1))
    co_await tick{};
  say("end");
}

int main() {
  for (int n : {0, 1})
    destroy_at_every_point([n] { return work(n); });
}
