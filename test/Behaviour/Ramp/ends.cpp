// RUN: %check-behaviour %s

// Awaiters of the initial and final suspend point: from operator co_await on temporaries with destructors and on
// members, references, answers that convert to bool, promise functions that are static, objects or have defaults.
#include "support.h"

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
  void return_void() {}
  void unhandled_exception() { say("unhandled"); }
};

struct awaiter {
  noisy life;
  bool ready = false;
  bool await_ready() noexcept { return ready; }
  void await_suspend(std::coroutine_handle<>) noexcept { say("suspended %s", life.c_str()); }
  void await_resume() {
    say("resumed %s", life.c_str());
  }
};
struct nothrow_awaiter : awaiter {
  void await_resume() noexcept {}
};
struct by_member {
  noisy life;
  awaiter operator co_await() { return {life.name + " awaiter"}; }
};
struct by_rvalue {
  noisy life;
  awaiter operator co_await() && { return {life.name + " awaiter"}; }
};
struct by_function {
  noisy life;
};
awaiter operator co_await(const by_function &o) { return {o.life.name + " awaiter", true}; }
struct at_end {
  noisy life;
  nothrow_awaiter operator co_await() noexcept { return {{life.name + " awaiter"}}; }
};

template <class I> struct temporary : base<temporary<I>> {
  I initial_suspend() { return {"first"}; }
  at_end final_suspend() noexcept { return {"last"}; }
};
struct members : base<members> {
  by_member first{"first"};
  at_end last{"last"};
  by_member &initial_suspend() { return first; }
  at_end &final_suspend() noexcept { return last; }
};
struct references : base<references> {
  awaiter first{"first"};
  nothrow_awaiter last{{"last"}};
  awaiter &&initial_suspend() { return std::move(first); }
  nothrow_awaiter &final_suspend() noexcept { return last; }
};
struct truth {
  int v;
  explicit operator bool() const noexcept {
    say("truth %d", v);
    return v;
  }
};
struct asks {
  int v;
  truth await_ready() noexcept { return {v}; }
  bool await_suspend(std::coroutine_handle<>) noexcept { return false; }
  int await_resume() noexcept { return 3; }
};
struct converts : base<converts> {
  asks initial_suspend() { return {1}; }
  asks final_suspend() noexcept { return {0}; }
};
struct statics : base<statics> {
  static std::suspend_always initial_suspend() {
    say("static initial");
    return {};
  }
  static std::suspend_always final_suspend(int x = 4) noexcept {
    say("static final %d", x);
    return {};
  }
};
struct function_object {
  std::suspend_always operator()() const noexcept {
    say("function object");
    return {};
  }
};
struct objects : base<objects> {
  function_object initial_suspend, final_suspend;
  tick await_transform(int) { return {}; }
};
struct templates : base<templates> {
  template <class T = int> auto initial_suspend() {
    say("template");
    return std::suspend_always();
  }
  template <class T = int> auto final_suspend() noexcept { return nothrow_awaiter{{"final"}}; }
};

template <class P> void twice(const char *name, owner<P> (*create)()) {
  say("-- %s", name);
  guarded([&] {
    auto o = create();
    while (!o.handle.done()) {
      say("step");
      step(o.handle);
    }
  });
  say("-- destroyed");
  guarded([&] { create(); });
}

owner<temporary<by_member>> f1() { co_await std::suspend_always{}; }
owner<temporary<by_rvalue>> f2() { co_await std::suspend_always{}; }
owner<temporary<by_function>> f3() {
  noisy local("local");
  co_await std::suspend_always{};
}
owner<members> f5() { co_await std::suspend_always{}; }
owner<references> f6() { co_await std::suspend_always{}; }
owner<converts> f7() {
  say("body");
  co_return;
}
owner<statics> f8() { co_await std::suspend_always{}; }
owner<objects> f9() { co_await 1; }
owner<templates> f10() { co_await std::suspend_always{}; }

int main() {
  twice("member", f1);
  twice("rvalue", f2);
  twice("function", f3);
  twice("of members", f5);
  twice("references", f6);
  f7().handle = {};
  twice("static", f8);
  twice("objects", f9);
  twice("templates", f10);
}
