// RUN: %check-behaviour %s

// Switches in loops in switches, in and around try; break and continue of each; declarations in their headers.
#include "support.h"

struct guard {
  int v;
  noisy n{"guard"};
  guard(int v) : v(v) {}
  operator int() const { return v; }
};
enum class color { red, green, blue };

task<int> with_declarations(int n) {
  switch (int k = n * 2; int m = k + co_await later(1)) {
  case 1: {
    noisy a("a");
    co_await tick{};
    [[fallthrough]];
  }
  case 3: {
    noisy b("b");
    co_await tick{};
    break;
  }
  case 5 ... 7:
    say("range %d %d", m, k);
    co_await tick{};
    break;
  default:
    noisy d("d");
    co_await tick{};
    co_return m;
  }
  co_return -1;
}

task<> condition_object(int n) {
  switch (guard g = n) {
  case 0:
    co_await tick{};
    say("zero");
    [[fallthrough]];
  case 1:
    say("one %d", g.v);
    co_await tick{};
    break;
  case 2:
    break;
  }
  switch (guard g{n}; co_await later(g.v)) {
  case 1:
    say("x");
    co_await tick{};
  }
}

task<> nested(int n) {
  for (int i = 0; i < 4; ++i) {
    noisy o("o");
    switch (i) {
    case 0:
      for (int j = 0; j < 3; ++j) {
        switch (j) {
        case 0:
          continue;
        case 1: {
          noisy p("p");
          co_await tick{};
          break;
        }
        default:
          co_await tick{};
          goto out;
        }
        say("j %d", j);
      }
    out:
      continue;
    case 1: {
      noisy q("q");
      co_await tick{};
      if (n)
        break;
      say("not n");
      [[fallthrough]];
    }
    case 2:
      switch (n) {
      case 0:
        co_await tick{};
        break;
      default:
        co_await tick{};
        continue;
      }
      break;
    default:
      co_await tick{};
    }
    say("i %d", i);
  }
}

task<> around_try(int n) {
  switch (n) {
  case 0:
    try {
      noisy a("a");
      co_await tick{};
      if (n == 0)
        break;
    } catch (...) {
    }
    [[fallthrough]];
  case 1:
    try {
      co_await tick{};
      throw 1;
    } catch (int) {
      say("c");
      switch (n) {
      case 1:
        break;
      default:
        say("d");
      }
      break;
    }
  default:
    try {
      switch (n) {
      case 2:
        co_await tick{};
        say("two");
        break;
      case 3:
        co_await tick{};
        throw error("t");
      }
      say("after");
    } catch (error &) {
      say("e");
    }
  }
  co_await tick{};
}

task<> scoped(color c) {
  switch (c) {
    using enum color;
  case red:
    co_await tick{};
    say("red");
    break;
  case green: {
    int x = 3;
    co_await tick{};
    say("green %d", x);
  } break;
  case blue:
    say("blue");
  }
  switch (c) {
  [[likely]] case color::red:
    co_await tick{};
    [[fallthrough]];
  [[unlikely]] default:
    say("dflt");
  }
  switch (int x; int(c)) {
  case 0:
    x = 3;
    co_await tick{};
    say("%d", x);
    break;
  case 1:
    int y;
    y = 5;
    co_await tick{};
    say("%d", y);
  }
  switch (int(c))
  default:
    co_await tick{};
  switch (int(c))
  case 1: {
    co_await tick{};
    say("only");
  }
}

int main() {
  for (int n : {0, 1, 2, 3, 4}) {
    say("n %d", n);
    say("%d", run(with_declarations(n)));
    run(condition_object(n));
    run(nested(n));
    run(around_try(n));
  }
  for (color c : {color::red, color::green, color::blue})
    run(scoped(c));
  destroy_at_every_point([] { return with_declarations(0); });
  destroy_at_every_point([] { return condition_object(0); });
  destroy_at_every_point([] { return nested(0); });
  destroy_at_every_point([] { return around_try(0); });
}
