// RUN: %check-behaviour %s

// What an instance decides about the ramp and the end: which operator delete is chosen, that the return object is made
// in place and dies once, that temporaries of a void `co_return` die in front of return_void.
#include "support.h"

template <class Job, bool MayFail> struct allocates {
  static void *operator new(std::size_t size) {
    say("new");
    return ::operator new(size);
  }
};
template <class Job> struct allocates<Job, true> {
  static void *operator new(std::size_t size) noexcept {
    say("new, if it can");
    return ::operator new(size, std::nothrow);
  }
  static Job get_return_object_on_allocation_failure() { return {}; }
};

/// Owns the frame, and has no move constructor: a copy would destroy it twice.
template <bool MayFail> struct job {
  struct promise_type : allocates<job<MayFail>, MayFail> {
    noisy mine{"promise"};
    static void operator delete(void *) { say("unsized delete"); }
    static void operator delete(void *p, std::size_t) {
      say("sized delete");
      ::operator delete(p);
    }
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  bool done() const { return handle.done(); }
  void resume() const { handle.resume(); }
  ~job() {
    if (handle)
      handle.destroy();
  }
};

template <class T, bool MayFail> job<MayFail> work(T a, argument b) {
  noisy local("local");
  co_await tick{};
  say("%s %s", a.name, b.name);
}

struct slow {
  noisy name;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  void await_resume() { say("resume %s", name.c_str()); }
};
void use(const noisy &name, int) { say("use %s", name.c_str()); }
template <class T> task<T> given(T n) {
  co_await tick{};
  co_return n;
}

template <class T> job<false> awaits(T name) { co_return co_await slow{noisy(name)}; }
template <class T> job<false> calls(T name) { co_return use(name, co_await given(1)); }

int main() {
  destroy_at_every_point([] { return work<argument, false>("a", "b"); });
  destroy_at_every_point([] { return work<argument, true>("a", "b"); });
  destroy_at_every_point([] { return awaits("a"); });
  destroy_at_every_point([] { return calls(noisy("b")); });
}
