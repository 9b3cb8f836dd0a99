// A scalar that a loop uses between suspensions is a local in the meantime, and in the frame while the coroutine is
// suspended.
// RUN: %switchback --all --strict %s -- %include | grep -v '// CHECK' | FileCheck %s
// RUN: %switchback --all --strict --no-hot-scalars %s -- %include | grep -v '// ' | not grep 'this->total'
#include "Inputs/coroutines.h"

struct maybe {
  bool ready;
  bool await_ready() { return ready; }
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
maybe get(int n);
void see(const int &n);
int opaque(int n);

task sum(int n) {
  int total = 0;
  for (int i = 0; i < n; ++i)
    total += co_await get(i);
  use(total);
}
// CHECK: struct sum_frame {
// CHECK: // Locals that live across a suspension.
// CHECK-NEXT: int total;
// CHECK-NEXT: int i;
// CHECK: void step() {
// CHECK: // In the frame only while the coroutine is suspended.
// CHECK-NEXT: int total;
// CHECK-NEXT: int i;
// CHECK: total = 0;
// CHECK-NEXT: for (i = 0; i < n; ++i) {
// CHECK: if (!get_.await_ready()) {
// CHECK-NEXT: this->total = total;
// CHECK-NEXT: this->i = i;
// CHECK-NEXT: state = awaiting_get;
// CHECK: return;
// CHECK-NEXT: case awaiting_get:
// CHECK-NEXT: total = this->total;
// CHECK-NEXT: i = this->i;
// CHECK: total += get_.await_resume();

// Where the loop always suspends nothing is gained; what it does in between is.
task always(int n) {
  for (int i = 0; i < n; ++i)
    co_await std::suspend_always{};
  int total = 0;
  for (int k = 0; k < n; ++k) {
    for (int j = 0; j < 10; ++j)
      total += opaque(j);
    co_await std::suspend_always{};
  }
}
// CHECK: struct always_frame {
// CHECK: void step() {
// CHECK: // In the frame only while the coroutine is suspended.
// CHECK-NEXT: int total;
// CHECK-NOT: this->i
// CHECK-NOT: this->k
// CHECK: this->total = total;
// CHECK-NOT: this->i
// CHECK-NOT: this->k
// CHECK: task always(

// Somebody else has its address.
task escapes(int n) {
  int total = 0, other = 0, third = 0;
  auto add = [&third] { ++third; };
  int &alias = other;
  for (int i = 0; i < n; ++i) {
    see(total);
    alias += co_await get(i);
    total += co_await get(other);
    add();
  }
}
// CHECK: struct escapes_frame {
// CHECK: // In the frame only while the coroutine is suspended.
// CHECK-NEXT: int i;
// CHECK-NOT: this->total = total;
// CHECK-NOT: this->other = other;
// CHECK-NOT: this->third = third;
// CHECK: task escapes(
