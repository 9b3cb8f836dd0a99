// What the promise says in every instance is not left to the support header.
// RUN: %switchback --all %s -o %t.cpp -- 2>&1 | count 0
// RUN: grep -v '// CHECK' %t.cpp | FileCheck %s
#include <coroutine>
#include <utility>

template <class T> struct task {
  struct promise_type {
    T value;
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct awaiter {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type>) noexcept {
          return std::noop_coroutine();
        }
        void await_resume() noexcept {}
      };
      return awaiter();
    }
    template <class U> void return_value(U &&u) { value = std::forward<U>(u); }
    void unhandled_exception() {}
  };
  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

// CHECK: template <class T, class F> task<T> call(T value, F f) {
// CHECK: struct call_frame {
// CHECK-NOT: {{initial|alive|unwind|begin|operator delete}}
// CHECK: std::coroutine_handle<> step() {
// CHECK-NEXT: try {
// CHECK-NEXT: promise.return_value(f(value));
// CHECK-NEXT: } catch (...) {
// CHECK-NEXT: switchback::unhandled_exception(promise, resume_fn);
// CHECK-NEXT: }
// CHECK-NEXT: resume_fn = nullptr;
// CHECK-NEXT: return promise.final_suspend().await_suspend(handle());
// CHECK-NEXT: }
// CHECK: auto *frame = new call_frame(std::forward<T>(value), std::forward<F>(f));
// CHECK-NEXT: // initial_suspend() is std::suspend_always.
// CHECK-NEXT: return switchback::start<task<T>, decltype(call_frame::promise)>(
// CHECK-NEXT: frame, call_frame::destroy);
template <class T, class F> task<T> call(T value, F f) { co_return f(value); }

struct detached {
  struct promise_type {
    detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

// CHECK: template <class F> detached run(F f) {
// CHECK: std::coroutine_handle<> step() {
// CHECK-NEXT: try {
// CHECK-NEXT: f();
// CHECK-NEXT: promise.return_void();
// CHECK-NEXT: } catch (...) {
// CHECK-NEXT: switchback::unhandled_exception(promise, resume_fn);
// CHECK-NEXT: }
// CHECK-NEXT: delete this;
// CHECK-NEXT: return nullptr;
// CHECK: return switchback::start<detached, decltype(run_frame::promise)>(
// CHECK-NEXT: frame, run_frame::destroy, run_frame::resume);
template <class F> detached run(F f) {
  f();
  co_return;
}

// A specialisation ends in another way, and allocates: the instance decides.
template <class T> struct mixed : task<T> {
  struct promise_type : task<T>::promise_type {
    mixed get_return_object();
  };
};
template <> struct mixed<char> {
  struct promise_type : task<char>::promise_type {
    void *operator new(std::size_t);
    mixed get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
  };
};

// CHECK: template <class T> mixed<T> either(T value) {
// CHECK: switchback::awaiting_result<decltype((promise.initial_suspend()))>
// CHECK: static void operator delete(void *memory, std::size_t size) {
// CHECK: auto *frame = ::new (switchback::allocate<decltype(either_frame::promise)>(
// CHECK-NEXT: sizeof(either_frame), value)) either_frame(std::forward<T>(value));
// CHECK-NEXT: return switchback::start<mixed<T>, decltype(either_frame::promise)>(
// CHECK-NEXT: frame, either_frame::destroy, &either_frame::begin);
template <class T> mixed<T> either(T value) { co_return value; }
