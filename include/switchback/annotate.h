// SWITCHBACK_ASYNC marks a coroutine for Switchback to lower.
//
// On functions and members it stands before the declaration, on lambdas right
// after the parameters:
//
//   SWITCHBACK_ASYNC task<int> get(int n) { ... }
//   auto get = [](int n) SWITCHBACK_ASYNC -> task<int> { ... };
//
// A GNU attribute, because before C++23 it is the only one a lambda takes in a
// place where no compiler warns. Only clang (which Switchback is) reads it; to
// other compilers the macro is nothing, so that they stay silent.
// [[clang::annotate("switchback::async")]] means the same.
#ifndef SWITCHBACK_ANNOTATE_H
#define SWITCHBACK_ANNOTATE_H

#ifdef __clang__
#define SWITCHBACK_ASYNC __attribute__((annotate("switchback::async")))
#else
#define SWITCHBACK_ASYNC
#endif

#endif // SWITCHBACK_ANNOTATE_H
