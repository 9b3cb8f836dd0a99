// RUN: %check-behaviour %s

// What is awaited is its own awaiter, and what a pointer or an operator refers to.
#include "support.h"

struct event : tick {
  task<> itself() {
    co_await *this;
    co_await (*this);
    auto closure = [this]() -> task<> { co_await *this; };
    co_await closure();
  }
  template <class T> task<> of_template(T) { co_await *this; }
};

template <class T> task<> pattern(T *p, bool first, T *q) {
  co_await *p;
  co_await (first ? *p : *q);
  co_await *(first ? p : q);
  co_await p[0];
}

task<> pointees(tick *p, bool first, tick *q) {
  co_await *p;
  co_await (first ? *p : *q);
  co_await *(first ? p : q);
  co_await p[0];
  co_await **&p;
  co_await (tick &)*p;
  co_await static_cast<tick &&>(*q);
  co_await tick(*p);
}

int main() {
  tick a, b;
  event e;
  run(e.itself());
  run(e.of_template(1));
  run(pattern(&a, true, &b));
  run(pointees(&a, false, &b));
  destroy_at_every_point([&] { return pointees(&a, true, &b); });
}
