// RUN: %check-behaviour %s

// Over-aligned locals, whose contents survive.
#include "support.h"

struct alignas(16) vector4 {
  float v[4];
};
struct alignas(8) packed {
  char c;
};

task<int> work() {
  vector4 a{{1, 2, 3, 4}};
  alignas(16) char text[5] = "text";
  packed p{'p'};
  alignas(double) char c = 'c';
  co_await tick{};
  vector4 b = a;
  for (float &f : b.v) {
    co_await tick{};
    f *= 2;
  }
  say("%s %c %c %d", text, p.c, c, int(alignof(vector4)));
  co_return int(a.v[3] + b.v[3]);
}

int main() { say("%d", run(work())); }
