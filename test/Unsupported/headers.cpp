// Headers that one lowered text does not do for stay as they are.
// RUN: %switchback --all --diff %s -- -std=c++20 -iquote %S/../Inputs 2> %t.err | count 0
// RUN: FileCheck %s < %t.err
#include "support.h"

// CHECK: named.inc:1:{{.*}} coroutine 'inside' is left native: its header is included inside of a declaration
namespace {
#define NAME inside
#define VALUE 1
#include "Inputs/named.inc"
#undef NAME
#undef VALUE
} // namespace

// CHECK: twice.inc:1:{{.*}} coroutine 'first' is left native: its header is included several times, and does not mean the same each time
// CHECK: twice.inc:1:{{.*}} coroutine 'second' is left native: its header is included several times, and does not mean the same each time
#define TWICE first
#include "Inputs/twice.inc"
#undef TWICE
#define TWICE second
#include "Inputs/twice.inc"

int main() {
  run(inside());
  run(first());
  run(second());
}
