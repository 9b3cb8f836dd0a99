// RUN: %check-behaviour %s

// Members of bases, virtual and overridden, protected, called through the base.
#include "support.h"

struct shape {
  noisy mine;
  explicit shape(const char *n) : mine(n) {}
  virtual ~shape() = default;
  virtual task<int> area() const {
    co_await tick{};
    co_return 0;
  }
  task<int> twice() const {
    int once = co_await area();
    co_return 2 * once;
  }

protected:
  int scale = 3;
};
struct square : shape {
  int side;
  explicit square(int s) : shape("square"), side(s) {}
  task<int> area() const override {
    co_await tick{};
    int base = co_await shape::area();
    co_return base + side * side * scale;
  }
};
struct cube final : square {
  using square::square;
  task<int> area() const override;
};
task<int> cube::area() const {
  int face = co_await square::area();
  co_return 6 * face + scale;
}

int main() {
  shape plain("plain");
  square s(2);
  cube c(1);
  for (const shape *p : {&plain, static_cast<shape *>(&s), static_cast<shape *>(&c)})
    say("%s %d", p->mine.c_str(), run(p->twice()));
}
