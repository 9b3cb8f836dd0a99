// RUN: %check-behaviour %s

// Allocation functions of a promise: variadic templates, C variadics, default arguments, conversions, this; inherited,
// by value. Deallocation functions with and without a size.
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

struct variadic_template : base<variadic_template> {
  template <class... A> static void *operator new(std::size_t n, A &&...a) {
    say("new with %zu", sizeof...(a));
    return std::malloc(n);
  }
  static void operator delete(void *p) {
    say("delete");
    std::free(p);
  }
};
struct converting : base<converting> {
  static void *operator new(std::size_t n, long a, const std::string &s) {
    say("new %ld %s", a, s.c_str());
    return std::malloc(n);
  }
  static void operator delete(void *p, std::size_t n) {
    say("delete %d", n > 0);
    std::free(p);
  }
};
struct c_variadic : base<c_variadic> {
  static void *operator new(std::size_t n, ...) {
    say("new ...");
    return std::malloc(n);
  }
  static void operator delete(void *p) {
    say("delete");
    std::free(p);
  }
};
struct defaults : base<defaults> {
  static void *operator new(std::size_t n, int a, int b = 4) {
    say("new %d %d", a, b);
    return std::malloc(n);
  }
  static void operator delete(void *p, std::size_t) {
    say("delete");
    std::free(p);
  }
};
struct by_value : base<by_value> {
  void *operator new(std::size_t n, noisy a, int b) {
    say("new %s %d", a.c_str(), b);
    return std::malloc(n);
  }
  void operator delete(void *p) {
    say("delete");
    std::free(p);
  }
};
struct allocates {
  static void *operator new(std::size_t n) {
    say("new");
    return std::malloc(n);
  }
  static void operator delete(void *p) {
    say("delete");
    std::free(p);
  }
};
struct inherited : allocates, base<inherited> {};
struct with_allocator : base<with_allocator> {
  static void *operator new(std::size_t n, std::allocator_arg_t, std::allocator<char> a, ...) {
    say("new from allocator");
    return a.allocate(n);
  }
  static void operator delete(void *p, std::size_t n) {
    say("delete");
    std::allocator<char>().deallocate(static_cast<char *>(p), n);
  }
};
struct only_delete : base<only_delete> {
  static void operator delete(void *p) {
    say("delete without size");
    ::operator delete(p);
  }
  static void operator delete(void *p, std::size_t n) {
    say("delete with size");
    ::operator delete(p, n);
  }
};

owner<variadic_template> f1(int, noisy) { co_await tick{}; }
owner<converting> f2(int a, const char *s) {
  co_await tick{};
  say("%d %s", a, s);
}
owner<c_variadic> f3(int) { co_await tick{}; }
owner<defaults> f4(int) { co_await tick{}; }
owner<by_value> f5(noisy, int) { co_await tick{}; }
owner<inherited> f6() { co_await tick{}; }
owner<with_allocator> f7(std::allocator_arg_t, std::allocator<char>, int) { co_await tick{}; }
owner<only_delete> f8(int) { co_await tick{}; }
struct object {
  int v = 5;
  owner<variadic_template> run(noisy n) const {
    co_await tick{};
    say("%s %d", n.c_str(), v);
  }
  owner<c_variadic> run() {
    co_await tick{};
    say("%d", v);
  }
};

int main() {
  go(f1(1, "n"));
  go(f2(2, "s"));
  go(f3(1));
  go(f4(1));
  go(f5("a", 1));
  go(f6());
  go(f7(std::allocator_arg, {}, 1));
  go(f8(1));
  object o;
  go(o.run("m"));
  go(o.run());
  int z = 2;
  go([z](noisy n) -> owner<c_variadic> {
    co_await tick{};
    say("%s %d", n.c_str(), z);
  }("l"));
}
