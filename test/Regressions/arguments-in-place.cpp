// RUN: %check-behaviour %s

// Calls that pass objects in place: copies of what the caller goes on using,
// and closures, whose types have no names.
#include "support.h"
#include <functional>

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
struct mid {
  int a[4] = {1, 2, 3, 4};
  mid() = default;
  mid(const mid &o) = default;
  ~mid() = default;
};
struct tdtor {
  int v;
  explicit tdtor(int v) : v(v) {}
  tdtor(const tdtor &) = default;
};
struct nontriv_copy {
  int v;
  nontriv_copy(int v) : v(v) {}
  nontriv_copy(const nontriv_copy &o) : v(o.v) {}
};
int f1(noisy n, std::vector<int> v, mid m, std::optional<std::string> o,
       nontriv_copy c, std::string *p, tdtor t) {
  v.push_back(1);
  m.a[0] = 9;
  if (o)
    *o += "z";
  c.v = 77;
  *p += "!";
  t.v = 5;
  return (int)v.size() + m.a[0] + int(n.name.size()) + (o ? (int)o->size() : 0);
}
struct S {
  std::string s;
  int g(noisy n, S other) && {
    other.s += "q";
    return (int)other.s.size() + int(n.name.size()) + (int)s.size();
  }
  int h(noisy n, std::shared_ptr<int> p) const {
    p.reset();
    return int(n.name.size());
  }
  static int st(std::string a, noisy n, std::string b) {
    a += b;
    b.clear();
    return (int)a.size();
  }
  int operator()(noisy n, std::string x) {
    x += "c";
    return (int)x.size() + int(n.name.size());
  }
};
int operator+(S a, noisy n) {
  a.s += "p";
  return (int)a.s.size() + int(n.name.size());
}
trace of_all_kinds() {
  std::vector<int> v{1, 2};
  mid m;
  std::optional<std::string> o("opt");
  nontriv_copy c(3);
  std::string s = "str";
  tdtor t(2);
  int r = f1(noisy("1"), v, m, o, c, &s, t) + co_await aw<int>{2};
  say("%d %zu %d %s %d %s %d", r, v.size(), m.a[0], o->c_str(), c.v, s.c_str(),
      t.v);
  r = f1(noisy("2"), std::move(v), m, {}, 4, &s, tdtor(1)) +
      co_await aw<int>{2};
  say("%d %zu %d %s %d %s", r, v.size(), m.a[0], o->c_str(), c.v, s.c_str());
  S a{"aaa"}, b{"bbb"};
  r = std::move(a).g(noisy("3"), b) + co_await aw<int>{2};
  say("%d %s %s", r, a.s.c_str(), b.s.c_str());
  auto sp = std::make_shared<int>(3);
  r = a.h(noisy("4"), sp) + co_await aw<int>{2};
  say("%d %d", r, sp ? *sp : -1);
  r = S::st(s, noisy("5"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  r = (b + noisy("6")) + co_await aw<int>{2};
  say("%d %s", r, b.s.c_str());
  r = a(noisy("7"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  auto lam = [](noisy n, std::string x) {
    x += "l";
    return (int)x.size() + int(n.name.size());
  };
  r = lam(noisy("8"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  auto gen = [](noisy n, auto x) {
    x += "l";
    return (int)x.size() + int(n.name.size());
  };
  r = gen(noisy("8"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  int (S::*pm)(noisy, std::string) = &S::operator();
  r = (a.*pm)(noisy("9"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  int (*pf)(std::string, noisy, std::string) = &S::st;
  r = pf(s, noisy("10"), co_await aw<std::string>{"x"}) + co_await aw<int>{1};
  say("%d %s", r, s.c_str());
  std::function<int(noisy, std::string)> fun = a;
  r = fun(noisy("11"), s) + co_await aw<int>{2};
  say("%d %s", r, s.c_str());
  noisy n("12");
  r = fun(n, s + "y") + co_await aw<int>{2};
  say("%d %d", r, int(n.name.size()));
}

template <class F> struct applies {
  F f;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  int await_resume() { return f(1); }
};
// What has no name in its result.
namespace n {
auto counts(noisy of, std::vector<noisy> all) {
  auto count = [n = int(of.name.size() + all.size())](int x) { return x + n; };
  return applies<decltype(count)>{count};
}
template <class T> auto adds(const T &a, noisy b) {
  auto add = [&a, n = int(b.name.size())](int x) { return x + n + int(a.size()); };
  return applies<decltype(add)>{add};
}
} // namespace n
template <class F> applies<F> apply(F f) { return {f}; }
trace without_names() {
  std::vector<noisy> all(2, "each");
  std::string s = "s";
  int r = co_await n::counts("one", all);
  say("%d %zu", r, all.size());
  r = co_await n::counts("two", std::move(all)) + co_await n::adds(s, "three");
  say("%d %zu", r, all.size());
  auto sum = [&r, v = co_await aw<int>{7}](int x) { return r + v + x; };
  r = co_await apply(sum);
  say("%d", r);
}

int main() {
  without_names();
  calls();
  of_all_kinds();
}
