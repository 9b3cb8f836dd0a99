// Lambdas use what the function around them declares: types, statics, constants; and shadow it.
// RUN: %check-behaviour %s
#include "support.h"

int make() {
  struct local {
    int a;
    noisy b;
  };
  static int calls = 0;
  constexpr int limit = 3;
  const int step = 2;
  using number = long;
  enum color { red, green = 4 };
  int shadowed = 1;
  auto body = [&](local value) -> task<number> {
    local other{value.a, noisy("other")};
    number sum = 0;
    for (int i = 0; i < limit; i += step) {
      int shadowed = i;
      co_await tick();
      sum += shadowed + ++calls + green;
    }
    int frame = 1, result = 2, state = 3;
    co_await tick();
    say("%s %s %d", value.b.c_str(), other.b.c_str(), frame + result + state + shadowed);
    co_return sum;
  };
  return run(body(local{1, noisy("value")}));
}

int main() {
  say("%d", make());
  int self = 1, promise = 2;
  auto uses_names = [=](int alive) -> task<int> {
    co_await tick();
    co_return self + promise + alive;
  };
  say("%d", run(uses_names(3)));
  auto is_noexcept = [](int n) noexcept -> task<int> {
    co_await tick();
    co_return n;
  };
  static_assert(noexcept(is_noexcept(1)));
  say("%d", run(is_noexcept(4)));
  auto unnamed = [](int, const noisy &, noisy) -> task<> { co_await tick(); };
  noisy n("n");
  run(unnamed(1, n, noisy("m")));
}
