// RUN: %check-behaviour %s

// Overloads by type, number, reference and constness, of free and member functions.
#include "support.h"

task<> work() {
  co_await tick{};
  say("nothing");
}
task<> work(int n) {
  co_await tick{};
  say("int %d", n);
}
task<> work(double d) {
  co_await tick{};
  say("double %.1f", d);
}
task<> work(noisy &n) {
  co_await tick{};
  say("lvalue %s", n.c_str());
}
task<> work(noisy &&n) {
  co_await tick{};
  say("rvalue %s", n.c_str());
}
task<> work(int, const char *s) {
  co_await tick{};
  say("text %s", s);
}
struct object {
  task<> work(int n) {
    co_await tick{};
    say("member %d", n);
  }
  task<> work(int n) const {
    co_await tick{};
    say("const member %d", n);
  }
  task<> work(const char *s) {
    co_await ::work(1, s);
    say("member text");
  }
};

int main() {
  noisy n("n");
  object o;
  run(work());
  run(work(1));
  run(work(2.5));
  run(work(n));
  run(work(std::move(n)));
  run(work(3, "three"));
  run(o.work(4));
  run(std::as_const(o).work(5));
  run(o.work("six"));
}
