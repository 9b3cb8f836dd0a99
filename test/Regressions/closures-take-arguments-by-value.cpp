// Arguments passed by value that live across an await, to closures: their type has no name where they are called.
// RUN: %check-behaviour %s
#include "support.h"

task<> all() {
  int factor = 2;
  noisy captured("captured");
  say("%d", [](noisy n, int x) {
    say("called with %s", n.c_str());
    return x;
  }(noisy("a"), co_await ask(3)));
  auto stored = [&captured, factor](noisy n, int x) noexcept {
    say("called with %s by %s", n.c_str(), captured.c_str());
    return x * factor;
  };
  say("%d", stored(noisy("b"), co_await ask(4)));
  auto changing = [calls = 0](noisy n, int x) mutable {
    say("call %d with %s", ++calls, n.c_str());
    return noisy(std::to_string(x));
  };
  say("%s", changing(noisy("c"), co_await ask(5)).c_str());
  say("%s", changing(co_await make("d"), co_await ask(6)).c_str());
  auto generic = [](auto n, auto x) {
    say("called with %s", n.c_str());
    return x + 1;
  };
  say("%d", generic(noisy("e"), co_await ask(7)));
  say("%ld", generic(noisy("f"), long(co_await ask(8))));
  auto reference = [&](noisy n, int) -> noisy & {
    say("called with %s", n.c_str());
    return captured;
  };
  say("%s", reference(noisy("g"), co_await ask(9)).c_str());
}

int main() {
  run(all());
  destroy_at_every_point(all);
}
