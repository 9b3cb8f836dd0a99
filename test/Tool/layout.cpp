// --layout lists where everything stands in the frames, of templates those of their instances, and where the frames of
// children are.
// RUN: %switchback --all --layout %s -- 2> %t.err | FileCheck %s
// RUN: count 0 < %t.err
// RUN: %switchback --all --layout --headers=none --no-frames-in-place %s -- | FileCheck %s --check-prefix=APART
// RUN: not %switchback --all --layout --diff %s -- 2>&1 | FileCheck %s --check-prefix=TWO
// TWO: error: '--diff' cannot be combined with '--layout'
#include <coroutine>
#include <switchback/annotate.h>
#include <utility>

template <class T> struct SWITCHBACK_AWAIT_ELIDABLE task {
  struct promise_type {
    T value;
    std::coroutine_handle<> continuation;
    task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct awaiter {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
          return h.promise().continuation;
        }
        void await_resume() noexcept {}
      };
      return awaiter();
    }
    void return_value(T v) { value = v; }
    void unhandled_exception() noexcept {}
  };
  std::coroutine_handle<promise_type> handle;
  ~task() { handle.destroy(); }
  bool await_ready() { return false; }
  auto await_suspend(std::coroutine_handle<> h) {
    handle.promise().continuation = h;
    return handle;
  }
  T await_resume() { return handle.promise().value; }
};

// CHECK: layout.cpp:[[@LINE+8]]:18: child
// CHECK-NEXT: {{^}}  child_frame: 40 bytes, aligned to 8{{$}}
// CHECK-NEXT: {{^}}    offset  size  member{{$}}
// CHECK-NEXT: {{^}}         0     8  resume_fn                 switchback::entry_point *{{$}}
// CHECK-NEXT: {{^}}         8     8  destroy_fn                switchback::entry_point *{{$}}
// CHECK-NEXT: {{^}}        16    16  promise                   task<int>::promise_type{{$}}
// CHECK-NEXT: {{^}}        32     4  n                         int{{$}}
// CHECK-NEXT: {{^}}        36     4  (padding){{$}}
static task<int> child(int n) { co_return n; }

// The frame of the child is a member; what is never alive with it is at its place.
// CHECK: layout.cpp:[[@LINE+17]]:11: parent
// CHECK-NEXT: {{^}}  parent_frame: 88 bytes, aligned to 8{{$}}
// CHECK: {{^}}        32     1  state                     parent_frame::state_t{{$}}
// CHECK-NEXT: {{^}}        33     1  alive                     parent_frame::alive_set{{$}}
// CHECK-NEXT: {{^}}        34     2  (padding){{$}}
// CHECK-NEXT: {{^}}        36     4  first                     int{{$}}
// CHECK-NEXT: {{^}}        40    40  union{{$}}
// CHECK-NEXT: {{^}}        40    40    child_frame_            child_frame{{$}}
// CHECK-NEXT: {{^}}        40     8    apart_                  task<int>{{$}}
// CHECK-NEXT: {{^}}        80     8  child_                    task<int>{{$}}
// CHECK-NEXT: layout.cpp:[[@LINE+8]]:24: the frame of 'child' is part of the one that awaits it
// CHECK-NEXT: layout.cpp:[[@LINE+8]]:31: the frame of 'apart' is allocated: its frame is native, local to it, or may free itself
// APART: layout.cpp:[[@LINE+5]]:11: parent
// APART-NOT: child_frame
// APART-NOT: part of the one
// APART: layout.cpp:{{.*}}: twice
task<int> apart(auto t) { co_return t; }
task<int> parent() {
  int first = co_await child(1);
  co_return first + (co_await apart(2));
}

// Of a template, its instances.
// CHECK: layout.cpp:[[@LINE+9]]:28: twice
// CHECK-NEXT: {{^}}  twice_frame: 40 bytes, aligned to 8, of twice<char>{{$}}
// CHECK: {{^}}        16    16  promise                   task<char>::promise_type{{$}}
// CHECK: {{^}}        35     1  suspend_never_            std::suspend_never{{$}}
// CHECK: {{^}}  twice_frame: 56 bytes, aligned to 8, of twice<double>{{$}}
// CHECK: {{^}}        16    16  promise                   task<double>::promise_type{{$}}
// CHECK: layout.cpp:[[@LINE+7]]:28: unused
// CHECK-NEXT: unused_frame: a template's, without an instance in this translation unit
// CHECK-EMPTY:
template <class T> task<T> twice(T t) {
  co_await std::suspend_never();
  co_return t + t;
}
template <class T> task<T> unused(T t) { co_return t; }
auto a = twice('a');
auto b = twice(2.);
