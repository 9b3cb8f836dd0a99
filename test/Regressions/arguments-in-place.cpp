// RUN: %check-behaviour %s

// Calls that pass objects in place: copies of what the caller goes on using,
// and closures, whose types have no names.
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
template <class T> struct aw {
  T v;
  bool await_ready() {
    say("ready");
    return false;
  }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  T await_resume() {
    say("resume");
    return std::move(v);
  }
};
int take(noisy, std::string s) {
  s += "x";
  say("%s", s.c_str());
  return (int)s.size();
}
template <class F> int call(noisy n, F f) {
  F moved = std::move(f);
  return moved(int(n.name.size()));
}
struct obj {
  int k = 3;
  template <class F, class G> int both(noisy n, F f, const G &g) && {
    return f(int(n.name.size())) + g(k);
  }
  template <class... F> static int all(noisy n, F... f) {
    return (f(int(n.name.size())) + ... + 0);
  }
};
namespace n {
template <class R, class F> R with(F &&f, noisy a) {
  return f(int(a.name.size()));
}
} // namespace n
trace calls() {
  std::string s(40, 'a');
  int r = take(noisy("1"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  auto l = [k = std::make_shared<int>(2)](int v) mutable {
    *k += 1;
    return v + *k;
  };
  r = call(noisy("3"), l) + co_await aw<int>{4};
  say("%d", r);
  r = call(noisy("3"), l) + co_await aw<int>{4};
  say("%d", r);
  r = call(noisy("5"), std::move(l)) + co_await aw<int>{6};
  r = obj().both(
          noisy("7"), [](int k) { return k; }, [&](int j) { return r + j; }) +
      co_await aw<int>{8};
  say("%d", r);
  r = obj::all(
          noisy("9"), [](int k) { return k; }, [&](int j) { return r + j; }) +
      co_await aw<int>{8};
  say("%d", r);
  auto m = [&](int k) { return r + k; };
  r = n::with<long>(m, noisy("10")) + co_await aw<int>{1};
  r = n::with<long>([](int k) { return k; }, noisy("11")) + co_await aw<int>{1};
  say("%d", r);
  co_await aw<int>{call(noisy("12"), [](int k) { return k; })};
}
int main() { calls(); }
