// What cannot be lowered yet stays byte for byte as it was, annotation and all, and the warning says why.
// RUN: %switchback %s -o %t.cpp -- 2>&1 | FileCheck %s
// RUN: sed '1,/^#include .Inputs/d' %s > %t.original
// RUN: sed -e '1,/^#include .Inputs/d' %t.cpp > %t.lowered
// RUN: cmp %t.original %t.lowered
#include "Inputs/coroutines.h"

// CHECK: left-native.cpp:[[#@LINE+1]]:59: warning: coroutine 'operator()' is left native: a suspension in a fold expression of this kind
auto lambda = [](auto... n)  SWITCHBACK_ASYNC -> task {   (0 - ... - co_await read( n ));   };

// CHECK: left-native.cpp:[[#@LINE+1]]:65: warning: coroutine 'generic' is left native: a suspension in a fold expression of this kind
template <class... T> SWITCHBACK_ASYNC task generic(T... x) {   (0 - ... - co_await read( x ));   }

struct holder {
  // CHECK: left-native.cpp:[[#@LINE+2]]:43: warning: coroutine 'member' is left native: a suspension in a fold expression of this kind
  template <class... T>
  SWITCHBACK_ASYNC task member(T... x)  { (0 - ... - co_await read( x )) ; }
};

// CHECK: 3 warnings generated.
