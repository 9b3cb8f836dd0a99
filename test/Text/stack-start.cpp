// A coroutine whose promise allows it starts on its caller's stack, and has a frame only once it has to wait.
// RUN: %switchback --all --strict %s -- %include | grep -v '// CHECK' | FileCheck %s
// RUN: %switchback --all --strict --no-stack-start %s -- %include | grep -v '// ' | not grep 'stack_frame<'
// RUN: %switchback --all --strict %s -o %t.cpp -- %include && %clangxx -O2 -Wall -Wextra -Werror %include %t.cpp -o %t && %t | FileCheck %s --check-prefix=COUNT
// RUN: %gxx -O2 -Wall -Wextra -Werror %include %t.cpp -o %t && %t | FileCheck %s --check-prefix=COUNT
// RUN: %plugin -fplugin-arg-switchback-remarks -fplugin-arg-switchback-all -std=c++20 -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=REMARK
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <type_traits>
#include <utility>

static int allocated = 0;
void *operator new(std::size_t size) {
  ++allocated;
  return std::malloc(size);
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

struct quick {
  struct promise_type {
    using switchback_starts_on_stack = std::true_type;
    quick switchback_completed() noexcept { return quick(value); }
    promise_type() noexcept {}
    int value = 0;
    quick get_return_object() noexcept { return quick(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int n) noexcept { value = n; }
    void unhandled_exception() noexcept { std::terminate(); }
  };
  using switchback_relocatable = std::true_type;
  explicit quick(int n) noexcept : value(n) {}
  explicit quick(std::coroutine_handle<promise_type> h) noexcept : handle(h) {}
  quick(quick &&other) noexcept : value(other.value), handle(std::exchange(other.handle, {})) {}
  ~quick() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() const noexcept { return !handle || handle.done(); }
  void await_suspend(std::coroutine_handle<>) noexcept { std::abort(); }
  int await_resume() noexcept { return handle ? handle.promise().value : value; }
  int value = 0;
  std::coroutine_handle<promise_type> handle;
};
struct answer {
  int n;
  bool await_ready() const noexcept { return n < 5; }
  void await_suspend(std::coroutine_handle<> h) const { h.resume(); }
  int await_resume() const noexcept { return n; }
};

// CHECK: enum state_t : unsigned char {
// CHECK-NEXT: start,
// CHECK-NEXT: suspending_answer,
// CHECK-NEXT: awaiting_answer,
// CHECK-NEXT: completed,
// CHECK-NEXT: failed
// CHECK-NEXT: } state = start;
// CHECK: // `on_stack`: up to where it has to wait.
// CHECK-NEXT: void step(bool on_stack) {
// CHECK: switch (state) {
// CHECK-NEXT: case completed:
// CHECK-NEXT: case failed:
// CHECK-NEXT: goto final_suspend;
// CHECK-NEXT: case start:
// CHECK: if (!answer_.await_ready()) {
// CHECK-NEXT: state = suspending_answer;
// CHECK-NEXT: if (on_stack)
// CHECK-NEXT: return;
// CHECK-NEXT: case suspending_answer:
// CHECK-NEXT: state = awaiting_answer;
// CHECK-NEXT: answer_.await_suspend(handle());
// CHECK-NEXT: return;
// CHECK-NEXT: case awaiting_answer:;
// CHECK: promise.unhandled_exception();
// CHECK-NEXT: if (on_stack) {
// CHECK-NEXT: state = failed;
// CHECK-NEXT: return;
// CHECK: final_suspend:
// CHECK-NEXT: if (on_stack) {
// CHECK-NEXT: state = completed;
// CHECK-NEXT: return;
// CHECK: static_cast<ask_frame *>(frame)->step(/*on_stack=*/false);
// CHECK: SWITCHBACK_NOINLINE static quick go_on_in_heap(
// CHECK-NEXT: switchback::stack_frame<ask_frame, ask_frame::promise_type_> &local) {
// CHECK-NEXT: auto *frame = local.move_to_heap();
// CHECK-NEXT: frame->resume_fn = switchback::opaque(resume);
// CHECK-NEXT: frame->destroy_fn = switchback::opaque(destroy);
// CHECK-NEXT: auto result = frame->promise.get_return_object();
// CHECK-NEXT: resume(frame);
// CHECK-NEXT: return result;
// CHECK-NEXT: }
quick ask(int n) {
  if (n == 0)
    co_return 1;
  co_return co_await answer{n};
}
// CHECK: quick ask(int n) {
// CHECK-NEXT: // Without a frame of its own as long as it need not wait.
// CHECK-NEXT: switchback::stack_frame<ask_frame, ask_frame::promise_type_> local(n);
// CHECK-NEXT: local->step(/*on_stack=*/true);
// CHECK-NEXT: if (local->state == ask_frame::completed)
// CHECK-NEXT: return local.complete();
// CHECK-NEXT: return ask_frame::go_on_in_heap(local);
// CHECK-NEXT: }
// REMARK: stack-start.cpp:[[#@LINE-13]]:7: remark: coroutine 'ask' is lowered to a state machine
// REMARK-NEXT: stack-start.cpp:[[#@LINE-14]]:7: remark: it starts on the stack, and has a frame once it has to wait

static int *kept;
quick keeps(int n) {
  kept = &n;
  co_await answer{n};
  co_return *kept;
}
// REMARK: remark: coroutine 'keeps' is lowered to a state machine
// REMARK-NEXT: remark: it does not start on the stack: something may have the address of 'n'

quick chain(int n) {
  const int first = co_await ask(n);
  co_return first + co_await ask(n + 1);
}
// REMARK: remark: coroutine 'chain' is lowered to a state machine
// REMARK-NEXT: remark: it starts on the stack, and has a frame once it has to wait
// REMARK-NEXT: remark: the frame of 'ask' is allocated once it has to wait
// REMARK-NEXT: remark: the frame of 'ask' is allocated once it has to wait

static void count(const char *name, quick made) {
  std::printf("%s %d, %d allocated\n", name, made.await_resume(), std::exchange(allocated, 0));
}
int main() {
  std::setvbuf(stdout, nullptr, _IONBF, 0);
  count("ask", ask(0));     // COUNT: ask 1, 0 allocated
  count("ask", ask(4));     // COUNT: ask 4, 0 allocated
  count("ask", ask(5));     // COUNT: ask 5, 1 allocated
  count("keeps", keeps(3)); // COUNT: keeps 3, 1 allocated
  count("chain", chain(3)); // COUNT: chain 7, 0 allocated
  count("chain", chain(4)); // COUNT: chain 9, 1 allocated
}
