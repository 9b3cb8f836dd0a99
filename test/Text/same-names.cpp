// Two locals of one name become two members, and code goes on to mean its own.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task shadowed(int n) {
  int x = n;
  co_await tick{};
  use(x);
  {
    double x = n;
    co_await tick{};
    use(x);
  }
  use(x);
}
// CHECK: // Locals that live across a suspension.
// CHECK: double [[INNER:x_2?]];
// CHECK: int x;
// CHECK: x = n;
// CHECK: use(x);
// CHECK: [[INNER]] = n;
// CHECK: use([[INNER]]);
// CHECK: use(x);
