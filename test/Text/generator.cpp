// A yield whose awaiter is std::suspend_always stores nothing and asks nothing.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC generator count(int to) {
  for (int i = 0; i < to; ++i)
    co_yield i;
}
// CHECK: struct count_frame {
// CHECK-NOT: suspend_always
// CHECK-NOT: await_
// CHECK: enum state_t : unsigned char { start, yielding_i } state = start;
// CHECK-NOT: suspend_always
// CHECK-NOT: await_
// CHECK: void step() {
// CHECK: for (i = 0; i < to; ++i) {
// CHECK-NEXT: // co_yield i;
// CHECK-NEXT: promise.yield_value(i);
// CHECK-NEXT: state = yielding_i;
// CHECK-NEXT: return;
// CHECK-NEXT: case yielding_i:;
// CHECK-NEXT: }
// CHECK-NOT: suspend_always
// CHECK-NOT: await_
// CHECK: generator count(int to) {
