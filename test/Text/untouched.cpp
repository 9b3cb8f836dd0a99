// What is outside of the coroutine stays byte for byte, but for one include.
// RUN: sed '/^task lowered/,$d' %s > %t.before
// RUN: sed '1,/^} .. end of it/d' %s > %t.after
// RUN: %switchback --all --only=^lowered$ %s -o %t.cpp -- -I%S
// RUN: sed -e '/^#include <switchback.frame.h>$/d' -e '/^namespace {$/,$d' %t.cpp > %t.lowered-before
// RUN: sed '1,/^} .. end of it/d' %t.cpp > %t.lowered-after
// RUN: cmp %t.before %t.lowered-before
// RUN: cmp %t.after %t.lowered-after
#include "Inputs/coroutines.h"

#define   ODD( x )   x
int   spaced ( int a,int b )  ;	// a tab before this
  int trailing ;   
#if 0
not C++ at all: ' "
#endif
task
native( int n ){ co_await read( n ) ; }

task lowered(int n) {
  co_await read(n);
} // end of it


task native2( ){co_await tick{ };}   /* and
this */ int ODD ( last )
  ;
