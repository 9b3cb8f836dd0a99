// Loops keep their headers; what cannot stand in a header any more moves into the body.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task for_header(int n) {
  for (int i = 0, j = n; i < j; ++i, --j)
    co_await tick{};
}
// CHECK-LABEL: struct for_header_frame {
// CHECK: for (i = 0, j = n; i < j; ++i, --j) {
// CHECK-NEXT: // co_await tick{};

SWITCHBACK_ASYNC task while_header(int n) {
  while (n-- > 0) {
    co_await tick{};
    if (n == 3)
      continue;
    use(n);
  }
}
// CHECK-LABEL: struct while_header_frame {
// CHECK: while (n-- > 0) {
// CHECK-NEXT: // co_await tick{};
// CHECK: if (n == 3)
// CHECK-NEXT: continue;
// CHECK-NEXT: use(n);

SWITCHBACK_ASYNC task awaits_in_condition() {
  while (co_await read())
    use(1);
}
// CHECK-LABEL: struct awaits_in_condition_frame {
// CHECK: while (true) {
// CHECK-NEXT: // while (co_await read())
// CHECK: if (!read_.await_resume())
// CHECK-NEXT: break;
// CHECK-NEXT: use(1);

SWITCHBACK_ASYNC task declares_in_condition() {
  while (int n = co_await read())
    use(n);
}
// CHECK-LABEL: struct declares_in_condition_frame {
// CHECK-NOT: {{^ *int n;}}
// CHECK: while (true) {
// CHECK-NEXT: // while (int n = co_await read())
// CHECK: int n = read_.await_resume();
// CHECK-NEXT: if (!n)
// CHECK-NEXT: break;
// CHECK-NEXT: use(n);

SWITCHBACK_ASYNC task nothing_suspends_inside(int n) {
  co_await tick{};
  for (int i = 0; i < n; ++i)
    use(i);
}
// CHECK-LABEL: struct nothing_suspends_inside_frame {
// CHECK-NOT: int i;
// CHECK: for (int i = 0; i < n; ++i)
// CHECK-NEXT: use(i);
