// A template comes out as a template, one readable line for what an instance decides.
// RUN: %switchback --all %s -o %t.cpp -- 2>&1 | count 0
// RUN: grep -v '// CHECK' %t.cpp | FileCheck %s
#include "Inputs/coroutines.h"

// CHECK: #include <switchback/template.h>
// CHECK: template <class T> task doubled(T value) {
// CHECK-NEXT: // State machine of doubled(T).
// CHECK-NEXT: struct doubled_frame {
// CHECK: using promise_type = typename std::coroutine_traits<task, T>::promise_type;
// CHECK: enum : unsigned char { start, awaiting_read, awaiting_read_2 };
// CHECK-NEXT: unsigned char state = start;
// CHECK: // Parameters.
// CHECK-NEXT: T value;
// CHECK: // Locals that live across a suspension.
// CHECK-NEXT: union {
// CHECK-NEXT: switchback::awaiting<promise_type, decltype((read(value)))> read_;
// CHECK-NEXT: };
// CHECK-NEXT: union {
// CHECK-NEXT: std::decay_t<decltype((read_.await_resume()))> first;
// CHECK-NEXT: };
// CHECK: union {
// CHECK-NEXT: switchback::awaiting<promise_type, decltype((read(first)))> read_2;
// CHECK-NEXT: };
// CHECK: switchback::make_promise(promise, this->value);
// CHECK: SWITCHBACK_AWAIT(read_, promise, read(value));
// CHECK: if (!read_.await_ready()) {
// CHECK-NEXT: state = awaiting_read;
// CHECK-NEXT: if (auto decided = switchback::suspend(read_, handle()))
// CHECK-NEXT: return switchback::transfer(decided, suspended);
// CHECK-NEXT: case awaiting_read:;
// CHECK: ::new (switchback::storage(first))
// CHECK-NEXT: std::remove_cv_t<decltype(first)>(read_.await_resume());
// CHECK: use(first);
// CHECK: promise.return_void();
// CHECK-NEXT: }
// CHECK-NEXT: } catch (...) {
// CHECK-NEXT: switchback::unhandled_exception(promise, resume_fn);
// CHECK-NEXT: }
// CHECK-NEXT: resume_fn = nullptr;
// CHECK-NEXT: return nullptr;
// CHECK: auto *frame = new doubled_frame(std::forward<T>(value));
// CHECK-NEXT: // initial_suspend() is std::suspend_always.
// CHECK-NEXT: return switchback::start<task, decltype(doubled_frame::promise)>(
// CHECK-NEXT: frame, doubled_frame::destroy);
template <class T> task doubled(T value) {
  auto first = co_await read(value);
  co_await read(first);
  use(first);
}
