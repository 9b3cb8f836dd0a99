// With --line-directives every line of code is the original's; generated code is that of its statement or coroutine.
// RUN: cd %S && %switchback --line-directives text.cpp -- | grep -v '// CHECK' > %t.lowered.cpp
// RUN: FileCheck %s --input-file=%t.lowered.cpp
// RUN: %clangxx %include -I%S/../Text -fsyntax-only %t.lowered.cpp
#include "../Text/Inputs/coroutines.h"
// CHECK: #line 5 "text.cpp"
// CHECK-NEXT: #include "../Text/Inputs/coroutines.h"
// CHECK-NEXT: #include <switchback/frame.h>

// The struct is the coroutine's line.
#define LINE(N) static_assert(__LINE__ == N)
LINE(12);
// CHECK: #line 11 "text.cpp"
// CHECK-NEXT: #define LINE

SWITCHBACK_ASYNC task sum(int n) {
  LINE(17);
  int total = 0;
  use(total);
  while (n > 0) {
    total += co_await read();
    LINE(22);
    LINE(23);

    use(total); use(n);
  }
  use(1,
      2);
}
// CHECK: #line 16 "text.cpp"
// CHECK-NEXT: struct sum_frame {

LINE(33);
// CHECK-LABEL: task sum(int n) {
