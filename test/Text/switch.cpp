// A suspend point inside a switch of the source is reached by goto, since its case would belong to that switch.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task choose(int n) {
  switch (n) {
  case 1:
    co_await tick{};
    break;
  case 2:
    use(2);
    [[fallthrough]];
  default:
    use(3);
  }
}
// CHECK: switch (state) {
// CHECK-NEXT: case awaiting_tick:
// CHECK-NEXT: goto resume_awaiting_tick;
// CHECK: switch (n) {
// CHECK-NEXT: case 1:
// CHECK: state = awaiting_tick;
// CHECK-NOT: case awaiting_tick
// CHECK: resume_awaiting_tick:
// CHECK: tick_.await_resume();
// CHECK-NEXT: break;
// CHECK-NEXT: case 2:
// CHECK: use(2);
// CHECK-NEXT: {{\[\[fallthrough\]\];}}
// CHECK-NEXT: default:
// CHECK: use(3);
