// RUN: %check-behaviour %s
// Macros that make names of __COUNTER__ are written out together: one that was left would make a name again.
#include "support.h"

#define GLUE2(a, b) a##b
#define GLUE(a, b) GLUE2(a, b)
#define UNIQUE GLUE(temporary_, __COUNTER__)
#define TRY2(u, v, ...)                                                                                                \
  auto u = (__VA_ARGS__);                                                                                              \
  if (u)                                                                                                               \
    ;                                                                                                                  \
  else {                                                                                                               \
    say("failed %d", u.has_value());                                                                                   \
    co_return;                                                                                                         \
  }                                                                                                                    \
  v = *u
#define TRY(v, ...) TRY2(UNIQUE, v, __VA_ARGS__)

std::optional<int> positive(int n) { return n > 0 ? std::optional(n) : std::nullopt; }

task<> two(std::optional<int> o, int n) {
  TRY(auto a, o);
  TRY(auto b, positive(co_await later(n)));
  say("%d", a + b);
}
task<> among_others(int n) {
  TRY(auto a, positive(co_await later(n)));
  TRY(auto b, positive(n));
  TRY(auto c, positive(co_await later(n - 1)));
  auto GLUE(number_, __COUNTER__) = noisy("unused");
  co_await tick{};
  say("%d", a + b + c);
}

int main() {
  run(two(1, 2));
  run(two(std::nullopt, 1));
  run(two(1, 0));
  run(among_others(1));
  run(among_others(2));
}
