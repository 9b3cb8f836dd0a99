// With --line-directives every line of code is the original's; generated code is that of its statement or coroutine.
// RUN: cd %S && %switchback --line-directives text.cpp -- > %t.lowered.cpp
// RUN: grep -v '// CHECK' %t.lowered.cpp | FileCheck %s
// RUN: %clangxx %include -I%S/../Text -iquote %S -fsyntax-only %t.lowered.cpp
// RUN: %gxx %include -I%S/../Text -iquote %S -fsyntax-only %t.lowered.cpp
#include "../Text/Inputs/coroutines.h"

#define LINE(N) static_assert(__LINE__ == N)
LINE(9);

SWITCHBACK_ASYNC task sum(int n) {
  LINE(12);
  int total = 0;
  // Of all.
  while (n > 0) {
    total += co_await read();
    LINE(17);
    LINE(18);

    LINE(20); LINE(20);
    use(total +
        2);
  }
  use(1
      + 2);
}

LINE(28);

// The name is that of the file as it was given, at the top and behind what is generated.
// CHECK: #line 6 "text.cpp"
// CHECK-NEXT: #include "../Text/Inputs/coroutines.h"
// CHECK-NEXT: #include <switchback/frame.h>
// CHECK-EMPTY:
// CHECK-NEXT: #line 8 "text.cpp"
// CHECK-NEXT: #define LINE

// The struct has the coroutine's line, comments stay where they were, and lines that are right have no directive.
// CHECK: // State machine of sum(int).
// CHECK-NEXT: #line 11 "text.cpp"
// CHECK-NEXT: struct sum_frame {
// CHECK: case start:
// CHECK-NEXT: #line 12 "text.cpp"
// CHECK-NEXT: LINE(12);
// CHECK-NEXT: total = 0;
// CHECK-NEXT: {{^        // Of all.$}}
// CHECK-NEXT: while (n > 0) {
// CHECK-NEXT: {{^          // total \+= co_await read\(\);$}}
// CHECK-NEXT: #line 16 "text.cpp"
// CHECK-NEXT: ::new (&read_)
// CHECK: total += read_.await_resume();
// CHECK-NEXT: LINE(17);
// CHECK-NEXT: LINE(18);
// CHECK-EMPTY:
// CHECK-NEXT: LINE(20);
// CHECK-NEXT: #line 20 "text.cpp"
// CHECK-NEXT: LINE(20);
// CHECK-NEXT: {{^}}    use(total +
// CHECK-NEXT: {{^}}        2);

// What is behind it goes on as before.
// CHECK: {{^}}} // namespace
// CHECK-EMPTY:
// CHECK-NEXT: #line 11 "text.cpp"
// CHECK-NEXT: task sum(int n) {
// CHECK: {{^}$}}
// CHECK-EMPTY:
// CHECK-NEXT: #line 28 "text.cpp"
// CHECK-NEXT: LINE(28);
