// Comments of the body stay, wherever they stand.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

/// What it is for.
SWITCHBACK_ASYNC task commented(int n) {
  // First of all.
  int total = 0; // behind a local
  /* a block
     of two lines */
  for (int i = 0; i < n; ++i) {
    // in the loop
    total += co_await read(i); // behind an await

    // after a blank line
    use(total);
  }
  if (n) // beside a condition
    co_await tick{};
  else
    // in the else
    use(0); // behind a branch
  use(1);   // behind a plain statement
  use(2);   /* and */
  // The last word.
}
// CHECK: case start:
// CHECK: // First of all.
// CHECK: total = 0;
// CHECK: // behind a local
// CHECK: /* a block
// CHECK-NEXT: of two lines */
// CHECK-NEXT: for (i = 0;
// CHECK: // in the loop
// CHECK-NEXT: // total += co_await read(i); // behind an await
// CHECK: total += read_.await_resume();
// CHECK: // after a blank line
// CHECK-NEXT: use(total);
// CHECK: if (n) {
// CHECK-NEXT: // beside a condition
// CHECK: // co_await tick{};
// CHECK: } else {
// CHECK: // in the else
// CHECK-NEXT: use(0);
// CHECK: // behind a branch
// CHECK: use(1); // behind a plain statement
// CHECK-NEXT: use(2); /* and */
// CHECK: // The last word.
// CHECK-NEXT: promise.return_void();
// CHECK: /// What it is for.
// CHECK-NEXT: task commented(int n) {
