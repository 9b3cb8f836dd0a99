// RUN: %check-behaviour %s

// Temporaries whose lives a reference extends, over suspensions, to the end of the reference's scope.
#include "support.h"

struct holder {
  noisy member;
  noisy other = "other";
};
noisy give(const char *n) { return noisy(n); }

task<> work() {
  const noisy &a = give("a");
  noisy &&b = noisy("b");
  {
    auto &&c = give("c");
    co_await tick{};
    say("%s", c.c_str());
  }
  const noisy &member = holder{"member"}.member;
  const int &n = 5 + co_await ask(1);
  co_await tick{};
  noisy &&d = co_await make("d");
  b.name += "!";
  const std::string &s = std::string("text") + std::to_string(n);
  co_await tick{};
  say("%s %s %s %s %s", a.c_str(), b.c_str(), member.c_str(), d.c_str(), s.c_str());
}

int main() { destroy_at_every_point([] { return work(); }); }
