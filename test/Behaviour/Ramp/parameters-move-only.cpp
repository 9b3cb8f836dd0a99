// RUN: %check-behaviour %s

// Parameters that can only be moved.
#include "support.h"

task<int> work(std::unique_ptr<noisy> p, std::unique_ptr<int> n) {
  co_await tick{};
  say("%s", p->c_str());
  std::unique_ptr<noisy> mine = std::move(p);
  co_await tick{};
  say(p ? "still there" : "moved");
  co_return *n;
}

int main() {
  say("%d", run(work(std::make_unique<noisy>("p"), std::make_unique<int>(7))));
  task<int> t = work(std::make_unique<noisy>("q"), nullptr);
}
