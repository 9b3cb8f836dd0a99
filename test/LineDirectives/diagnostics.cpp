// The compiler of lowered text reports errors where they are in the original: in a statement that stands as it was, in
// one that is taken apart, in a function behind.
// RUN: %switchback --line-directives %s -o %t.lowered.cpp -- %include -DTEXT=0
// RUN: not %clangxx %include -iquote %S -DTEXT='"no number"' -fsyntax-only %t.lowered.cpp 2>&1 | FileCheck %s
// RUN: not %gxx %include -iquote %S -DTEXT='"no number"' -fsyntax-only %t.lowered.cpp 2>&1 | FileCheck %s
#include "../Text/Inputs/coroutines.h"

// CHECK: diagnostics.cpp:[[#@LINE + 2]]:{{[0-9]+}}: {{error|note: in expansion}}
int missing(int);
int first = TEXT;

SWITCHBACK_ASYNC task talk(int n) {
  co_await read();
  // CHECK: diagnostics.cpp:[[#@LINE + 1]]:{{[0-9]+}}: {{error|note: in expansion}}
  int verbatim = TEXT;
  use(verbatim);

  // CHECK: diagnostics.cpp:[[#@LINE + 1]]:{{[0-9]+}}: {{error|note: in expansion}}
  n += co_await read() + missing(TEXT);
  // CHECK: diagnostics.cpp:[[#@LINE + 1]]:{{[0-9]+}}: {{error|note: in expansion}}
  int kept = TEXT;
  while (co_await read() > kept)
    use(n);
}

// CHECK: diagnostics.cpp:[[#@LINE + 1]]:{{[0-9]+}}: {{error|note: in expansion}}
int behind = TEXT;
