// A try region with suspend points stays a try block, with a dispatch of its own.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task guarded(int n) {
  try {
    co_await tick{};
    use(n);
  } catch (int error) {
    use(error);
  }
}
// CHECK-LABEL: struct guarded_frame {
// CHECK: switch (state) {
// CHECK-NEXT: case start:
// CHECK-NEXT: case awaiting_tick:
// CHECK-NEXT: try {
// CHECK: switch (state) {
// CHECK-NEXT: default:
// CHECK: state = awaiting_tick;
// CHECK: case awaiting_tick:
// CHECK: state = start;
// CHECK: tick_.await_resume();
// CHECK-NEXT: use(n);
// CHECK: } catch (int error) {
// CHECK-NEXT: state = start;
// CHECK-NEXT: use(error);
// CHECK-NEXT: }

SWITCHBACK_ASYNC task nested(int n) {
  try {
    try {
      co_await read();
    } catch (int) {
      use(1);
    }
    use(n);
  } catch (...) {
    use(2);
  }
}
// CHECK-LABEL: struct nested_frame {
// CHECK: case start:
// CHECK: case awaiting_read:
// CHECK-NEXT: try {
// CHECK: switch (state) {
// CHECK-NEXT: default:
// CHECK: case awaiting_read:
// CHECK-NEXT: try {
// CHECK: switch (state) {
// CHECK-NEXT: default:
// CHECK: case awaiting_read:
// CHECK: } catch (int) {
// CHECK: } catch (...) {

SWITCHBACK_ASYNC task nothing_suspends_inside(int n) {
  co_await tick{};
  try {
    use(n);
  } catch (int) {
    use(1);
  }
}
// CHECK-LABEL: struct nothing_suspends_inside_frame {
// CHECK: tick_.await_resume();
// CHECK-NEXT: try {
// CHECK-NEXT: use(n);
// CHECK-NEXT: } catch (int) {
// CHECK-NEXT: use(1);
// CHECK-NEXT: }
