// RUN: %check-behaviour %s --flags=-fcoro-aligned-allocation --no-gxx

// -fcoro-aligned-allocation: allocation and deallocation functions that take the alignment.
#include "support.h"
#include <cstdlib>

template <class P> struct owner {
  using promise_type = P;
  std::coroutine_handle<> handle;
  template <class Q> owner(std::coroutine_handle<Q> h) : handle(h) {}
  owner(owner &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~owner() {
    if (handle)
      handle.destroy();
  }
};
template <class P> struct base {
  owner<P> get_return_object() { return std::coroutine_handle<P>::from_promise(static_cast<P &>(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { throw; }
};
void go(auto coroutine) {
  while (!coroutine.handle.done()) {
    coroutine.handle.resume();
    drain();
  }
}

struct aligned : base<aligned> {
  static void *operator new(std::size_t n, std::align_val_t a) {
    say("new aligned %d", static_cast<std::size_t>(a) >= alignof(void *));
    return ::operator new(n, a);
  }
  static void operator delete(void *p, std::align_val_t a) {
    say("delete aligned");
    ::operator delete(p, a);
  }
};
struct with_arguments : base<with_arguments> {
  static void *operator new(std::size_t n, std::align_val_t a, int x, const noisy &name) {
    say("new %d %s", x, name.c_str());
    return ::operator new(n, a);
  }
  static void operator delete(void *p, std::size_t n, std::align_val_t a) {
    say("delete with size and alignment");
    ::operator delete(p, n, a);
  }
};
struct plain : base<plain> {
  static void *operator new(std::size_t n) {
    say("new");
    return ::operator new(n);
  }
  static void operator delete(void *p) {
    say("delete");
    ::operator delete(p);
  }
};
struct alignas(64) over : base<over> {
  over() { say("%d", int(reinterpret_cast<std::uintptr_t>(this) % 64)); }
};

owner<aligned> f1() { co_await tick{}; }
owner<with_arguments> f2(int, noisy) { co_await tick{}; }
owner<plain> f3(int) { co_await tick{}; }
owner<over> f4() { co_await tick{}; }

int main() {
  go(f1());
  go(f2(3, "n"));
  go(f3(1));
  go(f4());
}
