// A debugger sees lines of the original: those that have code, and no others (but a closing brace may count on).
// RUN: %switchback --line-directives %s -o %t.lowered.cpp -- %include
// RUN: %clangxx %include -iquote %S -g -O0 -c %t.lowered.cpp -o %t.o
// RUN: llvm-objdump --disassemble --line-numbers %t.o > %t.code
// RUN: grep -o 'debug-info[.a-z]*:[0-9][0-9]*' %t.code | sort -u > %t.lines
// RUN: FileCheck %s --input-file=%t.lines --implicit-check-not=lowered --implicit-check-not=cpp:12 --implicit-check-not=cpp:13
#include "../Text/Inputs/coroutines.h"


/* 10 */ SWITCHBACK_ASYNC task talk(int n) {
/* 11 */   use(n);
/* 12 */
/* 13 */   // nothing
/* 14 */   n += co_await read();
/* 15 */
/* 16 */   use(n + co_await read());
/* 17 */
/* 18 */   while (n > 0)
/* 19 */     n -= co_await read();
/* 20 */ }
/* 21 */
/* 22 */ int behind() { return 1; }
// CHECK: debug-info.cpp:10
// CHECK: debug-info.cpp:11
// CHECK: debug-info.cpp:14
// CHECK: debug-info.cpp:16
// CHECK: debug-info.cpp:18
// CHECK: debug-info.cpp:19
// CHECK: debug-info.cpp:20
// CHECK: debug-info.cpp:22
