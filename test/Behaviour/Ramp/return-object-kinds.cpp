// RUN: %check-behaviour %s

// get_return_object that is static, a function object, a template, gives a reference or something to convert; promises
// by coroutine_traits, with constructors of every kind, virtual.
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
struct pA : pbase {
  static co<pA> get_return_object() { return co<pA>(last); }
  pA() { last = std::coroutine_handle<pA>::from_promise(*this); }
  static inline std::coroutine_handle<> last;
};
struct pB : pbase {
  struct maker {
    pB *p;
    co<pB> operator()() const { return co<pB>(std::coroutine_handle<pB>::from_promise(*p)); }
  } get_return_object{this};
};
struct conv {
  std::coroutine_handle<> h;
  int q = 2;
};
struct rC {
  struct promise_type;
  std::coroutine_handle<> h;
  rC(conv c) : h(c.h) { say("converted"); }
  ~rC() {
    if (h) h.destroy();
  }
  rC(rC &&) = delete;
  bool done() { return h.done(); }
  void resume() { h.resume(); }
};
struct rC::promise_type : pbase {
  conv get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
};
struct rD {
  struct promise_type;
  std::coroutine_handle<> h;
  noisy n{"rD"};
  bool done() { return h.done(); }
  void resume() { h.resume(); }
};
struct rD::promise_type : pbase {
  rD kept;
  rD &get_return_object() {
    kept.h = std::coroutine_handle<promise_type>::from_promise(*this);
    return kept;
  }
  ~promise_type() { say("pd"); }
};
struct tag {};
struct ip : pbase {
  std::coroutine_handle<ip> get_return_object() { return std::coroutine_handle<ip>::from_promise(*this); }
};
template <> struct std::coroutine_traits<std::coroutine_handle<ip>, tag, int> {
  using promise_type = ip;
};
struct cls;
struct cp : pbase {
  int v;
  cp(cls &c, int a);
  std::coroutine_handle<cp> get_return_object() { return std::coroutine_handle<cp>::from_promise(*this); }
};
template <> struct std::coroutine_traits<std::coroutine_handle<cp>, cls &, int> {
  using promise_type = cp;
};
struct cls {
  int k = 3;
  std::coroutine_handle<cp> m(int a) {
    co_await tick{};
    say("cls %d %d", a, k);
  }
};
cp::cp(cls &c, int a) : v(c.k + a) { say("cp %d", v); }
struct refp : pbase {
  int &r;
  const std::string &s;
  refp(int &r, const std::string &s) : r(r), s(s) { say("refp %d %s", r, s.c_str()); }
  co<refp> get_return_object() { return co<refp>(std::coroutine_handle<refp>::from_promise(*this)); }
  ~refp() { say("~refp %s", s.c_str()); }
};
struct pvt {
  struct promise_type : pbase {
    pvt get_return_object() { return pvt{std::coroutine_handle<promise_type>::from_promise(*this)}; }
  };
  template <class, class...> friend struct std::coroutine_traits;

public:
  std::coroutine_handle<> h;
};
struct aggr {
  using promise_type = struct aggrp;
  std::coroutine_handle<> h;
};
struct aggrp : pbase {
  aggr get_return_object() { return {std::coroutine_handle<aggrp>::from_promise(*this)}; }
};
struct explicitp : pbase {
  explicit explicitp(noisy a, int b = 3) { say("ep %s %d", a.c_str(), b); }
  explicitp(std::string) = delete;
  co<explicitp> get_return_object() { return co<explicitp>(std::coroutine_handle<explicitp>::from_promise(*this)); }
};
struct tplp : pbase {
  template <class... T> tplp(T &&...t) { say("tplp %zu", sizeof...(t)); }
  tplp() = delete;
  co<tplp> get_return_object() { return co<tplp>(std::coroutine_handle<tplp>::from_promise(*this)); }
};
struct convp : pbase {
  convp(long x, double d) { say("convp %ld %g", x, d); }
  co<convp> get_return_object() { return co<convp>(std::coroutine_handle<convp>::from_promise(*this)); }
};
struct privctor : pbase {
private:
  noisy n{"pc"};

public:
  co<privctor> get_return_object() { return co<privctor>(std::coroutine_handle<privctor>::from_promise(*this)); }
};
struct vb {
  virtual ~vb() { say("~vb"); }
  virtual std::suspend_always final_suspend() noexcept = 0;
};
struct vd : vb {
  std::suspend_always initial_suspend() { return {}; }
  std::suspend_always final_suspend() noexcept override {
    say("virt final");
    return {};
  }
  void return_void() {}
  void unhandled_exception() {}
  co<vd> get_return_object() { return co<vd>(std::coroutine_handle<vd>::from_promise(*this)); }
};
struct defargp : pbase {
  co<defargp> get_return_object(int x = 3) {
    say("gro %d", x);
    return co<defargp>(std::coroutine_handle<defargp>::from_promise(*this));
  }
};
struct tmplp : pbase {
  template <class T = int> co<tmplp> get_return_object() {
    return co<tmplp>(std::coroutine_handle<tmplp>::from_promise(*this));
  }
};
co<pA> fA() { co_await tick{}; }
co<pB> fB() { co_await tick{}; }
rC fC(noisy n) {
  co_await tick{};
  say("%s", n.c_str());
}
rD fD(int) { co_await tick{}; }
std::coroutine_handle<ip> fI(tag, int x) {
  co_await tick{};
  say("i %d", x);
}
co<refp> fR(int &r, std::string s) {
  r++;
  co_await tick{};
}
pvt fP() { co_await tick{}; }
aggr fG() { co_await tick{}; }
co<explicitp> fE(noisy n) { co_await tick{}; }
co<tplp> fT(int, noisy n, int &&) { co_await tick{}; }
co<convp> fN(int a, float b) { co_await tick{}; }
co<privctor> fPC() { co_await tick{}; }
co<vd> fVD() { co_await tick{}; }
co<defargp> fDA() { co_await tick{}; }
co<tmplp> fTM() { co_await tick{}; }
int main() {
  go(fA());
  go(fB());
  {
    rC c = fC("n");
    go<rC &>(c);
  }
  {
    auto d = fD(1);
    d.resume();
    drain();
    d.h.destroy();
  }
  auto h = fI({}, 4);
  h.resume();
  drain();
  h.destroy();
  cls c;
  auto hc = c.m(4);
  hc.resume();
  drain();
  hc.destroy();
  int r = 1;
  go(fR(r, "str"));
  auto p = fP();
  p.h.resume();
  drain();
  p.h.destroy();
  auto g = fG();
  g.h.destroy();
  go(fE("e"));
  go(fT(1, "t", 2));
  go(fN(1, 2.5));
  go(fPC());
  go(fVD());
  go(fDA());
  go(fTM());
}
