// --verify compiles the result in memory. This file tells by its line numbers whether it was changed, so the result does
// not compile: it is not written, and kept for a report.
// RUN: rm -rf %t && mkdir %t
// RUN: env TMPDIR=%t sh -c '%switchback --line-directives=none --verify %s -o %t/out.cpp -- -I%S/Inputs; test $? = 4' 2>&1 | FileCheck %s
// RUN: test ! -e %t/out.cpp
// RUN: %switchback --line-directives=none %s -o %t/out.cpp -- -I%S/Inputs
// RUN: sh -c 'diff %t/switchback-verify-*.cpp %t/out.cpp'

// RUN: %switchback --line-directives=none --verify %s -o %t/good.cpp -- -I%S/Inputs -DGOOD
// RUN: diff %t/out.cpp %t/good.cpp

// What is not changed needs no look.
// RUN: %switchback --verify --only=nothing %s -- -I%S/Inputs | diff %s -

#include "task.h"

SWITCHBACK_ASYNC task work() {
  co_await std::suspend_never{};
}

#if !defined(GOOD) && __LINE__ != 21
#error the file has other lines
#endif

// CHECK: verify.cpp:{{[0-9]+}}:2: error: the file has other lines
// CHECK: switchback: error: internal error: the lowered text of '{{.*}}verify.cpp' does not compile
// CHECK: switchback: note: this is a bug in Switchback; please report it with {{.*}}switchback-verify-{{.*}}.cpp
