// Every pass can be looked at: --dump-after prints the form it leaves.
// RUN: %switchback --dump-after=select %s -- | FileCheck %s --check-prefix=SELECT
// RUN: %switchback --dump-after=check %s -- | FileCheck %s --check-prefix=CHECKED
// RUN: %switchback --dump-after=build %s -- | FileCheck %s --check-prefix=BUILD
// RUN: %switchback --dump-after=normalise %s -- | FileCheck %s --check-prefix=NORMALISE
// RUN: %switchback --dump-after=spill %s -- | FileCheck %s --check-prefix=SPILL
// RUN: %switchback --dump-after=lifetime %s -- | FileCheck %s --check-prefix=LIFETIME
// RUN: %switchback --dump-after=layout %s -- | FileCheck %s --check-prefix=LAYOUT
// RUN: %switchback --dump-after=states %s -- | FileCheck %s --check-prefix=STATES
// RUN: %switchback --dump-after=verify %s -- | FileCheck %s --check-prefix=VERIFY
// RUN: %switchback --dump-after=print %s -- | FileCheck %s --check-prefix=PRINT
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task shown(noisy n) {
  while (co_await read()) {
    noisy local = n;
    co_await tick{};
  }
}
task not_selected() { co_await tick{}; }
template <class T> SWITCHBACK_ASYNC task pattern(T x) { co_await x; }
// SELECT: {{^}}coroutine shown{{$}}
// SELECT-NOT: not_selected
// CHECKED: {{^}}coroutine shown{{$}}

// Clang's expressions stand in angle brackets until spill takes them apart; slots have numbers until layout names them.
// BUILD: coroutine shown
// BUILD-NEXT: slot n#0: parameter 'noisy'
// BUILD-NEXT: slot local#1: local 'noisy'
// BUILD-NEXT: block
// BUILD-NEXT: loop <co_await read()>
// BUILD: construct local#1 = <n>
// BUILD: evaluate <co_await tick{}>

// NORMALISE: coroutine shown
// NORMALISE: loop{{ *$}}
// NORMALISE: if not <co_await read()>
// NORMALISE-NEXT: block
// NORMALISE-NEXT: jump break

// SPILL: slot [[READ:read#[0-9]+]]: awaiter 'read_operation'
// SPILL: construct [[READ]] = read()
// SPILL-NEXT: suspend awaiting_read void [[READ]]
// SPILL-NOT: alive
// SPILL: if not [[READ]].await_resume()
// SPILL-NOT: destroy

// LIFETIME: construct local#1 = {{.*}} ; alive nothing
// LIFETIME: suspend awaiting_tick bool tick#{{.*}} ; alive local#1
// LIFETIME: destroy until nothing ; alive local#1

// LAYOUT: slot n: parameter 'noisy'
// LAYOUT: slot read_: awaiter 'read_operation'
// LAYOUT: suspend awaiting_read void read_
// LAYOUT: destroy until nothing ; alive local

// STATES: suspend awaiting_read void read
// STATES: suspend awaiting_tick bool tick
// VERIFY: suspend awaiting_read void read_
// VERIFY: suspend awaiting_x unknown x_

// The text before it is formatted.
// PRINT: struct shown_frame {
// PRINT: case awaiting_read:
