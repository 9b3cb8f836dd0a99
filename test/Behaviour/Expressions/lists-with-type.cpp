// `T{...}` through an initializer_list as an operand, classes as operands of `&&`, `void(...)` as a statement, calls
// through pointers, members that keep a temporary alive.
// RUN: %check-behaviour %s
#include "support.h"

struct bag {
  std::string names;
  bag(std::initializer_list<noisy> list, int n = 0) : names(std::to_string(n)) {
    for (const noisy &each : list)
      names += each.name;
  }
};
struct truth {
  int value;
  explicit operator bool() const { return value != 0; }
};

task<std::string> lists() {
  say("%s", bag{noisy("a"), co_await make("b")}.names.c_str());
  say("%s", bag{{noisy("c"), co_await make("d")}, co_await ask(3)}.names.c_str());
  for (const noisy &each : std::initializer_list<noisy>{noisy("e"), co_await make("f")})
    say("%s", each.c_str());
  co_return bag{noisy("g"), co_await make("h")}.names;
}

task<> conditions(int n) {
  truth t{n};
  if (t && co_await ask(1))
    say("both");
  say("%d", truth{n} || co_await ask(0));
  say("%d", co_await ask(1) && truth{co_await ask(n)});
  int unused = co_await ask(5);
  void(unused), void(co_await ask(6));
}

struct keeps {
  const noisy &kept;
  int number;
};
int first(int n) { return n; }
int second(int n) { return n + 1; }

task<> others() {
  keeps k{noisy("kept"), co_await ask(1)};
  say("%s %d", k.kept.c_str(), (k.number ? &first : &second)(3) + co_await ask(2));
}

int main() {
  run(others());
  destroy_at_every_point(others);
  say("%s", run(lists()).c_str());
  run(conditions(0)), run(conditions(1));
  destroy_at_every_point(lists);
}
