// RUN: %check-behaviour %s

// co_return of move-only locals, members and results.
#include "support.h"

struct owner {
  std::unique_ptr<noisy> p;
};
task<std::unique_ptr<noisy>> local() {
  auto p = std::make_unique<noisy>("local");
  co_await tick{};
  co_return p;
}
task<std::unique_ptr<noisy>> parameter(std::unique_ptr<noisy> p) { co_return p; }
task<std::unique_ptr<noisy>> member(owner o) {
  co_await tick{};
  co_return std::move(o.p);
}
task<std::unique_ptr<noisy>> passed() { co_return co_await local(); }
task<std::unique_ptr<noisy>> null() { co_return nullptr; }

int main() {
  say("%s", run(local())->c_str());
  say("%s", run(parameter(std::make_unique<noisy>("parameter")))->c_str());
  say("%s", run(member({std::make_unique<noisy>("member")}))->c_str());
  say("%s", run(passed())->c_str());
  say(run(null()) ? "not null" : "null");
}
