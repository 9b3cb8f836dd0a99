// A file that does not compile: clang's diagnostics, no output, exit code 3.
// RUN: not %switchback --all %s -o %t -- -I%S/Inputs 2>&1 | FileCheck %s
// RUN: sh -c '%switchback --all %s --diff -- -I%S/Inputs 2> %t.err > %t.out; test $? = 3'
// RUN: count 0 < %t.out
// RUN: FileCheck %s < %t.err
// RUN: rm -f %t
// RUN: not %switchback --all %s -o %t --
// RUN: test ! -e %t

#include "task.h"

task work() {
  co_await std::suspend_never{};
  // CHECK: input-does-not-parse.cpp:[[#@LINE+1]]:3: error: use of undeclared identifier 'missing'
  missing();
}
// CHECK: 1 error generated.
