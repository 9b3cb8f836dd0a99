// The tool does not repeat what the compiler says anyway: no warning of clang's is printed, none becomes an error. Its
// own warnings cannot be silenced with clang's flags, nor with pragmas.
// RUN: %switchback %s -- -I%S/Inputs -Wall -Wextra -Weverything -Werror -pedantic 2>&1 >/dev/null | FileCheck %s
// RUN: %switchback %s -- -I%S/Inputs -w -Wno-everything 2>&1 >/dev/null | FileCheck %s
// RUN: %switchback --strict --only=fine %s -- -I%S/Inputs -Wall -Werror 2>&1 >/dev/null | count 0

#include "task.h"
#pragma GCC diagnostic ignored "-Wunused"
#pragma clang diagnostic ignored "-Weverything"
#pragma clang diagnostic warning "-Wunused-variable"

// CHECK-NOT: unused
// CHECK: warning: {{.+}}
// CHECK-NOT: unused
// CHECK: {{^}}1 warning generated.
SWITCHBACK_ASYNC task work() {
  int unused;
#include "body.inc"
}

SWITCHBACK_ASYNC task fine() {
  int unused;
  co_return;
}
