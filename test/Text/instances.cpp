// What only the instances of a template can be lowered for comes out as explicit specialisations, behind the template.
// RUN: %switchback %s -o - -- 2>%t.warnings | grep -Ev '// (CHECK|SAYS|LISTS)' | FileCheck %s
// RUN: FileCheck --check-prefix=SAYS %s < %t.warnings
// RUN: %switchback --check %s -- 2>/dev/null | FileCheck --check-prefix=LISTS %s
#include "Inputs/coroutines.h"

// SAYS: instances.cpp:[[#@LINE+6]]:5: warning: coroutine 'total' is left native: a suspension in a fold expression of this kind
// SAYS: instances.cpp:[[#@LINE+3]]:52: note: the coroutine is declared here
// SAYS: instances.cpp:[[#@LINE+2]]:52: note: lowered for the instances of this file: 'total<5, int, long>(int, long)', 'total<3, int>(int)'
// LISTS: instances.cpp:[[#@LINE+1]]:52: total: left native: a suspension in a fold expression of this kind; lowered for total<5, int, long>(int, long), total<3, int>(int)
template <int N, class... T> SWITCHBACK_ASYNC task total(T... x) {
  if constexpr (N > 4)
    (0 - ... - co_await read(int(x)));
  // What follows is the same for all.
  co_await read(sizeof...(T));
}

void use() {
  total<5>(1, 2L);
  total<3>(1);
}

// CHECK:      template <int N, class... T> SWITCHBACK_ASYNC task total(T... x) {
// CHECK:      {{^}}  co_await read(sizeof...(T));
// CHECK-NEXT: }
// CHECK-EMPTY:
// CHECK-NEXT: template <>
// CHECK-NEXT: inline auto total<5, int, long>(int x_0, long x_1) -> task;
// CHECK-EMPTY:
// CHECK-NEXT: template <>
// CHECK-NEXT: inline auto total<3, int>(int x_0) -> task;
// CHECK-EMPTY:
// CHECK-NEXT: template <>
// CHECK-NEXT: inline auto total<5, int, long>(int x_0, long x_1) -> task {
// CHECK-NEXT:   // State machine of total(int, long).
// CHECK-NEXT:   struct total_frame {
// CHECK:          if (true) {
// CHECK-NEXT:       // ((0 - co_await read(int(x_0))) - co_await read(int(x_1)));
// CHECK:          // What follows is the same for all.
// CHECK-NEXT:     // co_await read(2UL);
// CHECK:      {{^}}}
// CHECK-EMPTY:
// CHECK-NEXT: template <>
// CHECK-NEXT: inline auto total<3, int>(int x_0) -> task {
// CHECK:          if constexpr (false) {
// CHECK-NEXT:     }
// CHECK-NEXT:     // What follows is the same for all.
// CHECK-NEXT:     // co_await read(1UL);
// CHECK:      {{^}}}
// CHECK-EMPTY:
// CHECK:      void use() {
