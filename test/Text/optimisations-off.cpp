// Each optimisation that has no test of its own, on and off.
// RUN: %switchback --all --strict %s -- %include | grep -Ev '// (ORD|AS-|DIR|GEN)' | FileCheck %s --check-prefixes=ORDERED,DIRECT
// RUN: %switchback --all --strict --no-packed-frames %s -- %include | grep -Ev '// (ORD|AS-|DIR|GEN)' | FileCheck %s --check-prefixes=AS-USED,DIRECT
// RUN: %switchback --all --strict --no-direct-destruction %s -- %include | grep -Ev '// (ORD|AS-|DIR|GEN)' | FileCheck %s --check-prefixes=ORDERED,GENERAL
#include "Inputs/coroutines.h"

struct object {
  ~object();
};
bool next();

task sum(bool twice) {
  char first = 1;
  co_await tick{};
  long second = 2;
  {
    object a, b;
    co_await tick{};
  }
  use(int(first + second));
}
// ORDERED: struct sum_frame {
// ORDERED: // Locals that live across a suspension.
// ORDERED-NEXT: union {
// ORDERED-NEXT: long second;
// ORDERED: char first;
// AS-USED: struct sum_frame {
// AS-USED: // Locals that live across a suspension.
// AS-USED-NEXT: char first;
// AS-USED-NEXT: union {
// AS-USED-NEXT: long second;
// DIRECT: tick_2.await_resume();
// DIRECT-NEXT: alive = nothing;
// DIRECT-NEXT: switchback::destroy(b);
// DIRECT-NEXT: switchback::destroy(a);
// GENERAL: tick_2.await_resume();
// GENERAL-NEXT: unwind(nothing);
