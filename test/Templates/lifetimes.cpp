// RUN: %check-behaviour %s

// What an instance decides, beside what the frame keeps: order of lifetimes, casts, members called with dependent
// arguments, lists, bindings that generic lambdas name, arrays whose list gives the bound.
#include "support.h"

struct number {
  noisy name;
  int value;
  number(int value) : name(std::to_string(value)), value(value) {}
  operator int() const { return value; }
};
struct slow {
  int value;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int await_resume() { return value; }
};
struct counter {
  int base;
  int add(int a, int b) const { return base + a + b; }
};
counter global{100};
struct pair {
  int first, second;
};

// A temporary that a reference keeps alive dies in front of the frame's objects.
template <class T> task<> references(T x) {
  noisy kept("kept");
  co_await tick{};
  const number &bound = co_await slow{x};
  say("bound to %d", bound.value);
}

// Of a call the receiver is kept, not the member.
template <class T> task<> members(T x) {
  say("%d", global.add(x, co_await slow{2}));
  say("%d", counter{7}.add(x, co_await slow{3}));
}

// `void(x)` alone would declare x; a designated initialiser is part of its list.
template <class T> task<> statements(T x) {
  int i = 0;
  for (; i < 2; ++i, (void)(x > 1 ? void(x) : void(co_await slow{x})))
    say("round %d", i);
  say("%d", pair{.first = x, .second = x + 1}.second + co_await slow{4});
}

// What stands for an operator's operand is named in the type of what is made of it.
template <class T> T twice(T x) { return x + x; }
template <class T> task<> types(T x) {
  auto chosen = twice((x > 0 && co_await slow{1}) ? x : x + 1);
  co_await tick{};
  say("%d", chosen);
}

// A generic lambda captures by default what it names, a binding too.
template <class T> task<> bindings(T x) {
  auto [first, second] = pair{x, 2};
  auto inner = [&](auto y) -> task<> {
    co_await tick{};
    say("%d", first + second + y);
  };
  co_await inner(3);
}

template <class T> task<> arrays(T x) {
  noisy all[] = {noisy("a"), x};
  co_await tick{};
  for (auto &each : all)
    say("%s", each.c_str());
  auto size = [&] { return sizeof all; };
  auto &same = all;
  co_await tick{};
  say("%d %d", int(size() / sizeof *all), int(sizeof same / sizeof same[0]));
}

int main() {
  destroy_at_every_point([] { return references(1); });
  run(members(1));
  run(statements(1));
  run(statements(2));
  run(types(3));
  run(bindings(4));
  destroy_at_every_point([] { return arrays(noisy("x")); });
}
