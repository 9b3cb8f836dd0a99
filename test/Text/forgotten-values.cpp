// What nothing names any more gives its storage on, if the frame is smaller then.
// RUN: %switchback --all --strict %s -- %include | grep -vE '// (CHECK|KEPT)' | FileCheck %s
// RUN: %switchback --all --strict --no-packed-frames %s -- %include | grep -vE '// (CHECK|KEPT)' | FileCheck %s --check-prefix=KEPT
#include "Inputs/coroutines.h"

struct pair {
  long first, second;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
void use(long);

// A parameter that is used up before there is an awaiter; a reference is a pointer then.
// CHECK: struct value_frame {
// CHECK-NOT: // Parameters.
// CHECK: union {
// CHECK-NEXT: long m;
// CHECK-NEXT: pair pair_;
// CHECK-NEXT: };
// CHECK: explicit value_frame(long m) : m(m) {}
// KEPT: struct value_frame {
// KEPT: // Parameters.
// KEPT-NEXT: long m;
task value(long m) {
  use(m);
  co_await pair{1, 2};
}
// CHECK: struct reference_frame {
// CHECK-NOT: // Parameters.
// CHECK: union {
// CHECK-NEXT: long *n;
// CHECK-NEXT: pair pair_;
// CHECK-NEXT: };
// CHECK: explicit reference_frame(long &n) : n(switchback::address_of(n)) {}
// CHECK: use(*n);
// KEPT: struct reference_frame {
// KEPT: // Parameters.
// KEPT-NEXT: long &n;
task reference(long &n) {
  use(n);
  co_await pair{1, 2};
}

// It may be what the awaiter is made from, if that reads all of it first.
struct one {
  long &n;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
struct two : one {
  long first;
};
// CHECK: struct element_frame {
// CHECK-NOT: // Parameters.
// CHECK: union {
// CHECK-NEXT: long *n;
// CHECK-NEXT: one one_;
// CHECK-NEXT: };
// CHECK: ::new (&one_) one{*n};
// KEPT: struct element_frame {
// KEPT: // Parameters.
// KEPT-NEXT: long &n;
task element(long &n) { co_await one{n}; }
// CHECK: struct elements_frame {
// CHECK: // Parameters.
// CHECK-NEXT: long &n;
task elements(long &n) { co_await two{{n}, n}; }
// Of a template, what is sure to be no more than an address.
// CHECK: struct dependent_frame {
// CHECK-NOT: // Parameters.
// CHECK: union {
// CHECK: union {
// CHECK-NEXT: T *n;
// CHECK-NEXT: switchback::awaiting<promise_type,
// CHECK-NEXT: decltype((std::declval<T &>().when_done()))>
// CHECK: dependent_frame(T &n)
// CHECK-SAME: n(switchback::address_of(n)) {
// CHECK-NEXT: switchback::make_promise(promise, n);
// KEPT: struct dependent_frame {
// KEPT: // Parameters.
// KEPT-NEXT: T &n;
template <class T> task dependent(T &n) { co_await n.when_done(); }

// So is a local, but not one whose address something may have.
// CHECK: struct locals_frame {
// CHECK: union {
// CHECK-NEXT: long first;
// CHECK-NEXT: long kept;
// CHECK-NEXT: };
// CHECK-NEXT: long last;
// KEPT: struct locals_frame {
// KEPT: long first;
// KEPT-NEXT: long kept;
// KEPT-NEXT: long last;
void keep(long &);
task locals() {
  long first = 1;
  co_await pair{first, 2};
  use(first);
  long kept = 3;
  keep(kept);
  long last = 4;
  co_await pair{5, 6};
  use(last);
}

// A loop around it may come back.
// CHECK: struct loops_frame {
// CHECK: long outer;
// CHECK: long last;
task loops(int n) {
  long outer = 1;
  for (int i = 0; i < n; ++i) {
    use(outer);
    co_await pair{1, 2};
    long last = 2;
    co_await pair{3, 4};
    use(last);
  }
}
