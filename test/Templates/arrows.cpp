// RUN: %check-behaviour %s

// `object->f(co_await ..)` in templates: what an instance calls for the arrow
// is called in front of the await.
#include "support.h"

struct trace {
  struct promise_type {
    trace get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct aw {
  int v;
  bool await_ready() {
    say("ready");
    return false;
  }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  int await_resume() {
    say("resume");
    return v;
  }
};
struct obj {
  int k;
  int f(int x) {
    say("f %d %d", k, x);
    return k + x;
  }
  int g;
};
struct ptr {
  obj *o;
  obj *operator->() {
    say("->");
    return o;
  }
};
template <class T> trace calls(T t) {
  t->f(co_await aw{1});
  t->g = co_await aw{3};
  int r = t->f(co_await aw{4}) + t->f(co_await aw{5});
  say("%d", r);
}
template <class T> trace stars(T t) {
  (*t).f(co_await aw{1});
  co_await aw{t->f(7)};
}
int main() {
  obj o{7, 0};
  calls(&o);
  calls(ptr{&o});
  calls(std::make_shared<obj>(o));
  stars(&o);
  stars(std::make_unique<obj>(o));
}
