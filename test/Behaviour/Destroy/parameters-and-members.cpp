// RUN: %check-behaviour %s

// Parameters of every kind at every point; a member function's object is not touched.
#include "support.h"

struct owner {
  noisy mine{"owner"};
  task<> work(noisy by_value, noisy &by_reference, std::unique_ptr<noisy> owned, argument) {
    co_await tick{};
    noisy taken = std::move(by_value);
    co_await tick{};
    by_reference.name += "!";
    auto moved = std::move(owned);
    co_await tick{};
    say("%s %s %s", mine.c_str(), taken.c_str(), moved->c_str());
  }
};

int main() {
  owner o;
  noisy referred("referred");
  auto pointer = [](const char *n) { return std::make_unique<noisy>(n); };
  destroy_at_every_point([&] {
    noisy value("value");
    auto p = pointer("owned");
    return o.work(std::move(value), referred, std::move(p), "argument");
  });
}
