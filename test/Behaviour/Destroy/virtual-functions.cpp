// RUN: %check-behaviour %s

// Objects of classes with virtual functions, whose destructors are virtual or not, and of what is no class: what is
// destroyed is exactly what was made, and no compiler warns of it.
#include "support.h"

struct shape {
  virtual int corners() const { return 0; }
  noisy name{"shape"};
};
struct square : shape {
  int corners() const override { return 4; }
  noisy own{"square"};
};
struct deletable {
  virtual ~deletable() { say("~deletable"); }
};
struct deleted_by : deletable {
  ~deleted_by() override { say("~deleted_by"); }
};
enum colour { red };

task<int> holds(int n) {
  shape plain;
  square one, more[2];
  deleted_by virtually;
  colour c = red;
  const shape &bound = square();
  co_await tick{};
  co_return plain.corners() + one.corners() + more[1].corners() + bound.corners() + n + c;
}
template <class T> task<int> holds_of(T t) {
  T copy = t;
  const T &bound = T(t);
  co_await tick{};
  (void)bound;
  (void)copy;
  co_return 1;
}

int main() {
  say("%d", run(holds(2)));
  say("%d", run(holds_of(square())));
  say("%d", run(holds_of(deleted_by())));
  say("%d", run(holds_of(3)));
  say("%d", run(holds_of(red)));
  say("%d", run(holds_of(&drain)));
}
