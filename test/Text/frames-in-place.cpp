// The frame of a coroutine that is awaited where it is called is a member of the frame that awaits it, if its return
// type allows that.
// RUN: %switchback --all --strict %s -- %include | grep -v '// CHECK' | FileCheck %s
// RUN: %switchback --all --strict --no-frames-in-place %s -- %include | grep -v '// CHECK' | not grep 'in_place('
// RUN: %switchback --all --strict %s -o %t.cpp -- %include && %clangxx -Wall -Wextra -Werror %include %t.cpp -o %t && %t | FileCheck %s --check-prefix=COUNT
// RUN: %gxx -O2 -Wall -Wextra -Werror %include %t.cpp -o %t && %t | FileCheck %s --check-prefix=COUNT
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <switchback/annotate.h>
#include <utility>

struct SWITCHBACK_AWAIT_ELIDABLE task {
  struct promise_type {
    std::coroutine_handle<> continuation = std::noop_coroutine();
    task get_return_object() noexcept { return task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct go_on {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    go_on final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::abort(); }
  };
  std::coroutine_handle<promise_type> handle;
  explicit task(std::coroutine_handle<promise_type> h) noexcept : handle(h) {}
  task(task &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~task() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
    handle.promise().continuation = h;
    return handle;
  }
  void await_resume() noexcept {}
};

namespace a {
task child(int n, long) {
  std::printf("child %d\n", n);
  co_return;
}
} // namespace a
// CHECK: struct child_frame {
// CHECK: // The frame as a part of the one that awaits this coroutine.
// CHECK-NEXT: static task in_place(void *memory, int n, long unnamed) {
// CHECK-NEXT: auto *frame = ::new (memory) child_frame(n, unnamed);
// CHECK-NEXT: frame->destroy_fn = switchback::opaque(destroy_in_place);
// CHECK-NEXT: // initial_suspend() is std::suspend_always.
// CHECK-NEXT: return frame->promise.get_return_object();
// CHECK-NEXT: }
// CHECK-NEXT: static void destroy_in_place(void *frame) {
// CHECK-NEXT: static_cast<child_frame *>(frame)->~child_frame();
// CHECK-NEXT: }
// CHECK-NEXT: };

task parent(int n) {
  co_await a::child(n, 1);
  co_await a::child(n + 1, 2);
}
// CHECK: struct parent_frame {
// CHECK: union {
// CHECK-NEXT: ::a::child_frame child_frame_;
// CHECK-NEXT: ::a::child_frame child_frame_2;
// CHECK: // co_await a::child(n, 1);
// CHECK-NEXT: ::new (&child) task(::a::child_frame::in_place(&child_frame_, n, 1));
// CHECK: state = awaiting_child;
// CHECK-NEXT: if (auto next = switchback::run_child<&::a::child_frame::step>(
// CHECK-NEXT: child_frame_, child.await_suspend(handle()));
// CHECK-NEXT: !goes_on(next, awaiting_child))
// CHECK-NEXT: return switchback::transfer(next, suspended);
// CHECK-NEXT: case awaiting_child:;
// CHECK: // co_await a::child(n + 1, 2);
// CHECK: task(::a::child_frame::in_place(&child_frame_2, n + 1, 2));
// CHECK: bool goes_on(std::coroutine_handle<> next, state_t at) const {
// CHECK-NEXT: return next.address() == this && resume_fn == resume && state == at;
// CHECK-NOT: in_place
// CHECK: task parent(int n) {

// One that is local to its function is known by the address of that.
class server {
public:
  task open(int n) {
    base = n;
    co_return;
  }
  task both() {
    co_await open(1);
    co_await this->open(2);
  }

private:
  int base = 0;
};
// CHECK: task open(int n) {
// CHECK: // The frame as a part of the one that awaits this coroutine.
// CHECK-NEXT: static task in_place(void *memory, server &self, int n) {
// CHECK-NEXT: auto *frame =
// CHECK-NEXT: ::new (memory) open_frame(switchback::address_of(self), n);
// CHECK: SWITCHBACK_CHECK_FRAME(open_frame, promise);
// CHECK-NEXT: SWITCHBACK_OFFER_FRAME(open_frame, &server::open);
// CHECK: task both() {
// CHECK: using promise_type_ = task::promise_type;
// CHECK-NEXT: using open_frame = switchback::frame_of<&server::open>;
// CHECK: union {
// CHECK-NEXT: open_frame open_frame_;
// CHECK-NEXT: open_frame open_frame_2;
// CHECK: ::new (&open_) task(open_frame::in_place(&open_frame_, *self, 1));
// CHECK: task(open_frame::in_place(&open_frame_2, *self, 2));
// CHECK-NOT: SWITCHBACK_OFFER_FRAME

// That of a function template is a template beside it.
template <class T, int N> task of_template(T n) {
  std::printf("template %d\n", int(n) + N);
  co_return;
}
// CHECK: namespace {
// CHECK-NEXT: // State machine of of_template(T).
// CHECK-NEXT: template <class T, int N> struct of_template_frame {
// CHECK: static task in_place(void *memory, T n) {
// CHECK: };
// CHECK-NEXT: } // namespace
// CHECK: template <class T, int N> task of_template(T n) {
// CHECK-NEXT: using of_template_frame = of_template_frame<T, N>;
// CHECK-NEXT: SWITCHBACK_CHECK_FRAME(of_template_frame, promise);
// CHECK-NEXT: auto *frame = new of_template_frame(std::forward<T>(n));
task awaits_template(server &s) {
  co_await of_template<long, 2>(1);
  co_await s.open(1);
}
// CHECK: using open_frame = switchback::frame_of<&server::open>;
// CHECK: of_template_frame<long, 2> of_template_frame_;
// CHECK: task(of_template_frame<long, 2>::in_place(&of_template_frame_, 1));
// CHECK: task(open_frame::in_place(&open_frame_, s, 1));

// Nobody awaits it where it is called.
task alone() {
  task kept = a::child(0, 0);
  co_await kept;
}
// CHECK: struct alone_frame {
// CHECK-NOT: in_place
// CHECK: int allocations

int allocations = 0;
void *operator new(std::size_t size) {
  ++allocations;
  return std::malloc(size);
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

int main() {
  allocations = 0;
  parent(1).handle.resume();
  std::printf("%d allocation\n", allocations);
  alone().handle.resume();
  std::printf("%d allocations\n", allocations);
  server s;
  allocations = 0;
  s.both().handle.resume();
  awaits_template(s).handle.resume();
  std::printf("%d allocations\n", allocations);
}
// COUNT: child 1
// COUNT-NEXT: child 2
// COUNT-NEXT: 1 allocation
// COUNT-NEXT: child 0
// COUNT-NEXT: 3 allocations
// COUNT-NEXT: template 3
// COUNT-NEXT: 2 allocations
