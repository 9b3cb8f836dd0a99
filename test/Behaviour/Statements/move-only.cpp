// RUN: %check-behaviour %s

// unique_ptr and other move-only locals, handed on across suspensions.
#include "support.h"

task<std::unique_ptr<noisy>> fetch(const char *n) {
  co_await tick{};
  auto p = std::make_unique<noisy>(n);
  co_await tick{};
  co_return p;
}

task<> work() {
  std::unique_ptr<noisy> a = co_await fetch("a");
  auto b = std::move(a);
  co_await tick{};
  say(a ? "a" : "no a");
  a = co_await fetch("second a");
  std::vector<std::unique_ptr<noisy>> all;
  all.push_back(std::move(b));
  all.push_back(co_await fetch("c"));
  co_await tick{};
  for (auto &p : all)
    say("%s", p->c_str());
  auto t = fetch("d");
  auto moved_task = std::move(t);
  a.reset();
  a = co_await moved_task;
  say("%s", a->c_str());
}

int main() { run(work()); }
