// RUN: %check-behaviour %s

// Calls that pass an object in place, and beside it arguments of every kind: each is what the parameter's type makes of
// it, and lives as long as natively. References that are bound to what converts, or in braces.
#include "support.h"
#include <functional>
#include <string_view>

struct trace {
  struct promise_type {
    trace get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { say("unhandled"); }
  };
};
template <class T> struct gives {
  T value;
  noisy alive{"awaiter"};
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  T await_resume() { return std::move(value); }
};
gives<noisy> make() { return {"made"}; }

std::string global = "global";
struct one {
  std::string text;
  one(int n) : text(std::to_string(n)) {}
};
struct pair_of {
  noisy n;
  std::string s;
};
struct limits {
  static const int most = 3;
};
void defaults(noisy, noisy, std::string s = global) { say("%s", (s += " changed").c_str()); }
void literals(noisy, noisy, std::string s = "literal", one o = 5, noisy n = "default", std::string = {}) {
  say("%s %s %s", s.c_str(), o.text.c_str(), n.c_str());
}
struct object {
  int calls = 0;
  virtual void member(noisy, noisy, std::string s = global) { say("%d %s", ++calls, (s += "!").c_str()); }
  virtual ~object() = default;
};
void list(noisy, noisy, std::initializer_list<std::string> l, std::initializer_list<int> m, std::initializer_list<int> n,
          std::vector<std::string> v) {
  for (const std::string &each : l)
    say("%s", each.c_str());
  for (int each : m)
    say("%d", each);
  say("%zu %zu", n.size(), v.size());
}
void references(noisy, noisy, std::vector<std::string> v, const std::string &r, const int &n, const std::string_view &w,
                const std::function<int()> &f, const std::optional<std::string> &o, std::string &&x, int (&&a)[2],
                std::string last) {
  say("%zu %s %d %.*s %d %s %s %d %s", v.size(), r.c_str(), n, int(w.size()), w.data(), f(), o ? o->c_str() : "none",
      x.c_str(), a[0] + a[1], last.c_str());
}
void braces(noisy, noisy, std::string s, std::string empty, pair_of p, std::unique_ptr<int> u) {
  say("%s [%s] %s %s %d", (s += "?").c_str(), empty.c_str(), p.n.c_str(), p.s.c_str(), u ? *u : -1);
}
void overloaded(int n) { say("int %d", n); }
void overloaded(const char *s) { say("char %s", s); }
template <class T> T twice(T x) { return x + x; }
void scalars(noisy, noisy, int *p, std::nullptr_t, void (*f)(int), int (*g)(int), int most, const char *s, int object::*m) {
  f(g(most));
  say("%d %s %d", p == nullptr, s, m == nullptr);
}

trace arguments() {
  std::string s = "s";
  short n = 7;
  object o;
  object *p = &o;
  defaults("n", co_await make());
  say("%s", global.c_str());
  literals("n", co_await make());
  literals("n", co_await make(), s);
  o.member("n", co_await make());
  p->member("n", co_await make());
  say("%s", global.c_str());
  list("n", co_await make(), {"a", s}, {1, 2, n}, {}, {s, s});
  references("n", co_await make(), {s}, "literal", n, s, [&] { return n + 1; }, "text", {"braces"}, {n, 2}, s);
  references("n", co_await make(), {}, s, 3, "view", [] { return 2; }, std::nullopt, std::string("x"), {1, 2}, "l");
  braces("n", co_await make(), {s}, {}, {{"member"}, s}, {});
  say("%s", s.c_str());
  scalars("n", co_await make(), 0, nullptr, overloaded, twice, limits::most, "decays", nullptr);
  scalars("n", co_await make(), NULL, 0, &overloaded, &twice<int>, limits::most, s.c_str(), 0);
}

void takes(int &n, const std::string &s, int) { say("%d %s", ++n, s.c_str()); }
trace bound() {
  int i = 1;
  std::string s = "s";
  std::reference_wrapper<int> w = i;
  int &a = w;
  int &b{i};
  const std::string &c = {s};
  const std::string &d{s};
  int &e = co_await gives<std::reference_wrapper<int>>{w};
  std::string &&f{co_await gives<std::string>{"f"}};
  takes(w, {s}, co_await gives<int>{1});
  s += "!";
  ++a;
  ++b;
  takes(a, c, co_await gives<int>{1});
  ++e;
  say("%d %s %d %s", i, d.c_str(), e, f.c_str());
}

int main() {
  arguments();
  bound();
}
