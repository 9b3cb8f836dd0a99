// RUN: %check-behaviour %s

// unhandled_exception, return_void, return_value and yield_value that are static, templates, function objects, or
// return something.
#include "support.h"
struct pbase {
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { throw; }
};
template <class P> struct co {
  using promise_type = P;
  std::coroutine_handle<> h;
  template <class Q> co(std::coroutine_handle<Q> h) : h(h) {}
  co(co &&o) : h(std::exchange(o.h, {})) {}
  ~co() {
    if (h) h.destroy();
  }
  bool done() { return h.done(); }
  void resume() { h.resume(); }
};
template <class P, class R = co<P>> struct pr : pbase {
  R get_return_object() { return std::coroutine_handle<P>::from_promise(static_cast<P &>(*this)); }
};
inline void go(auto t) {
  while (!t.done()) {
    t.resume();
    drain();
  }
}
template <class P> struct pu {
  co<P> get_return_object() { return std::coroutine_handle<P>::from_promise(static_cast<P &>(*this)); }
  std::suspend_always initial_suspend() { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
};
struct u1 : pu<u1> {
  static void unhandled_exception() { say("static ue"); }
};
struct u2 : pu<u2> {
  struct f {
    void operator()() const { say("fo ue"); }
  } unhandled_exception;
};
struct u3 : pu<u3> {
  int unhandled_exception(int x = 2) {
    say("ue %d", x);
    return 1;
  }
};
struct u4 : pu<u4> {
  [[noreturn]] void unhandled_exception() { throw 4; }
};
struct u5 : pu<u5> {
  noisy unhandled_exception() { return "ret"; }
  int return_void() {
    say("rv");
    return 1;
  }
};
struct v1 : pu<v1> {
  static void return_void() { say("static rv"); }
  void unhandled_exception() {}
};
struct v2 : pu<v2> {
  struct f {
    void operator()() const { say("fo rv"); }
  } return_void;
  void unhandled_exception() {}
};
struct v3 {
  co<v3> get_return_object() { return std::coroutine_handle<v3>::from_promise(*this); }
  std::suspend_always initial_suspend() { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  struct f {
    void operator()(int x) const { say("fo rval %d", x); }
  } return_value;
  void unhandled_exception() {}
  static std::suspend_always yield_value(int x) {
    say("static yield %d", x);
    return {};
  }
};
struct v4 {
  co<v4> get_return_object() { return std::coroutine_handle<v4>::from_promise(*this); }
  std::suspend_always initial_suspend() { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  template <class T> static void return_value(T, int d = 5) { say("tmpl rval %d", d); }
  void unhandled_exception() {}
  struct y {
    std::suspend_always operator()(int x) const {
      say("fo yield %d", x);
      return {};
    }
  } yield_value;
  struct t {
    tick operator()(int) const {
      say("fo transform");
      return {};
    }
  } await_transform;
};
co<u1> f1() {
  co_await tick{};
  throw 1;
}
co<u2> f2() {
  co_await tick{};
  throw 1;
}
co<u3> f3() {
  co_await tick{};
  throw 1;
}
co<u4> f4() {
  co_await tick{};
  throw 1;
}
co<u5> f5() {
  noisy n("l");
  co_await tick{};
  throw 1;
}
co<u5> f5b() { co_await tick{}; }
co<v1> g1() { co_await tick{}; }
co<v1> g1b() {
  co_await tick{};
  co_return;
}
co<v2> g2() { co_await tick{}; }
co<v2> g2b() {
  co_await tick{};
  co_return say("void");
}
co<v3> g3() {
  co_yield 3;
  co_await tick{};
  co_return 4;
}
co<v4> g4() {
  co_yield 3;
  co_await 1;
  co_return 4;
}
int main() {
  go(f1());
  go(f2());
  go(f3());
  guarded([] { go(f4()); });
  go(f5());
  go(f5b());
  go(g1());
  go(g1b());
  go(g2());
  go(g2b());
  go(g3());
  go(g4());
}
