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
//
// SWITCHBACK_AWAIT_ELIDABLE marks the class that a coroutine returns:
//
//   template <class T> struct SWITCHBACK_AWAIT_ELIDABLE task { ... };
//
// It promises that of `co_await f(...)`, where f returns such an object,
// nothing is left at the end of the full expression: the object, which is not
// moved out of it, has destroyed the coroutine. Then the frame of f is part of
// the frame that awaits it, and nothing is allocated. Clang's
// coro_await_elidable, which means the same where the class returned by the
// awaiting coroutine has it too, is understood as well.
//
// SWITCHBACK_MUST_ELIDE in front of such a co_await makes it an error if the
// frame has to be allocated all the same.
#ifndef SWITCHBACK_ANNOTATE_H
#define SWITCHBACK_ANNOTATE_H

#ifdef __clang__
#define SWITCHBACK_ASYNC __attribute__((annotate("switchback::async")))
#define SWITCHBACK_AWAIT_ELIDABLE                                              \
  __attribute__((annotate("switchback::await_elidable")))
#else
#define SWITCHBACK_ASYNC
#define SWITCHBACK_AWAIT_ELIDABLE
#endif

#ifdef __GNUC__
#define SWITCHBACK_MUST_ELIDE __extension__
#else
#define SWITCHBACK_MUST_ELIDE
#endif

#endif // SWITCHBACK_ANNOTATE_H
