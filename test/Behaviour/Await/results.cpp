// RUN: %check-behaviour %s

// What await_resume returns: nothing, a value, an lvalue, an xvalue; values are not copied.
#include "support.h"

struct source {
  noisy held;
};
struct by_lvalue : tick {
  source &s;
  explicit by_lvalue(source &from) : s(from) {}
  noisy &await_resume() { return s.held; }
};
struct by_xvalue : tick {
  source &s;
  explicit by_xvalue(source &from) : s(from) {}
  noisy &&await_resume() { return std::move(s.held); }
};

task<> work(source &s) {
  noisy value = co_await make("value");
  noisy &lvalue = co_await by_lvalue(s);
  lvalue.name += "!";
  noisy &&xvalue = co_await by_xvalue(s);
  say("%s %s", value.c_str(), xvalue.c_str());
  noisy copied = co_await by_lvalue(s);
  noisy moved = co_await by_xvalue(s);
  const noisy &extended = co_await make("extended");
  auto &&also = co_await make("also");
  co_await make("discarded");
  (void)co_await make("discarded too");
  co_await tick{};
  say("%s %s", extended.c_str(), also.c_str());
}

int main() {
  source s{"held"};
  run(work(s));
}
