// RUN: %check-behaviour %s

// new with awaits in its arguments, in its size and in its placement.
#include "support.h"

struct thing {
  noisy mine;
  int value;
  thing(int v, const noisy &n) : mine(n.name), value(v) {}
};

task<> work() {
  auto *a = new int(co_await ask(1));
  auto *b = new noisy(co_await make("b"));
  auto *c = new thing(co_await ask(2), noisy("c"));
  auto *d = new int[co_await ask(3)]{1, 2, 3};
  alignas(thing) unsigned char memory[sizeof(thing)];
  auto *e = new (memory) thing{co_await ask(4), noisy("e")};
  std::unique_ptr<thing> f(new thing(5, co_await make("f")));
  auto g = std::make_unique<thing>(co_await ask(6), co_await make("g"));
  say("%d %s %d %d %d %d %d", *a, b->c_str(), c->value, d[2], e->value, f->value, g->value);
  e->~thing();
  delete a, delete b, delete c, delete[] d;
}

int main() { run(work()); }
