// The frame keeps unnamed parameters too, so they get names.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task unnamed(int, noisy, int n) { co_await read(n); }
// CHECK: // Parameters.
// CHECK-NEXT: int [[FIRST:[a-z_0-9]+]];
// CHECK-NEXT: noisy [[SECOND:[a-z_0-9]+]];
// CHECK-NEXT: int n;
// CHECK: task unnamed(int [[FIRST]], noisy [[SECOND]], int n) {
// CHECK-NEXT: new unnamed_frame([[FIRST]], std::move([[SECOND]]), n);
