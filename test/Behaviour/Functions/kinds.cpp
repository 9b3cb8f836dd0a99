// RUN: %check-behaviour %s

// Coroutines as functions of every kind: virtual, operators, conversions, literals, friends, specialisations, members
// of unions.
#include "support.h"
struct base {
  virtual task<int> get(int n) {
    co_await tick{};
    co_return n;
  }
  virtual task<int> pure() const = 0;
  virtual ~base() = default;
};
struct derived : base {
  int k = 10;
  task<int> get(int n) override {
    int m = co_await base::get(n);
    co_return m + k;
  }
  task<int> pure() const final {
    co_await tick{};
    co_return k;
  }
};
struct most final : derived {
  task<int> get(int n) final { co_return co_await derived::get(n) * 2; }
};
struct ops {
  int v;
  ops(int v) : v(v) {}
  task<int> operator()(int a) const {
    co_await tick{};
    co_return a + v;
  }
  task<int> operator[](noisy n) {
    co_await tick{};
    co_return int(n.name.size()) + v;
  }
  friend task<int> operator+(ops a, const ops &b) {
    co_await tick{};
    co_return a.v + b.v;
  }
  task<int> operator co_await() & {
    co_await tick{};
    co_return v;
  }
  operator task<int>() {
    co_await tick{};
    co_return v * 3;
  }
  explicit operator task<std::string>() const {
    co_await tick{};
    co_return "s" + std::to_string(v);
  }
  task<int> operator->*(int x) {
    co_await tick{};
    co_return x;
  }
  ops &operator,(int) = delete;
  task<> operator++() {
    co_await tick{};
    ++v;
  }
  task<> operator++(int) {
    co_await tick{};
    v += 10;
  }
  task<bool> operator==(int x) const {
    co_await tick{};
    co_return v == x;
  }
  task<bool> operator!() const {
    co_await tick{};
    co_return !v;
  }
  task<> operator=(int x) {
    co_await tick{};
    v = x;
  }
  friend task<int> operator-(ops o) {
    co_await tick{};
    co_return -o.v;
  }
  friend task<int> hidden(ops o) {
    co_await tick{};
    co_return o.priv;
  }

private:
  int priv = 77;
  struct secret {
    int z = 5;
  };
  task<int> out_of_class(secret s, int);
  friend struct user;
  secret sec() { return {}; }
};
task<int> ops::out_of_class(secret s, int) {
  secret local = s;
  co_await tick{};
  co_return local.z + priv;
}
struct user {
  static int go(ops &o) { return run(o.out_of_class(o.sec(), 1)); }
};
task<int> operator""_later(unsigned long long n) {
  co_await tick{};
  co_return int(n);
}
task<int> operator""_len(const char *s, std::size_t n) {
  co_await tick{};
  co_return int(n) + s[0];
}
namespace {
task<int> anon(int x) {
  co_await tick{};
  co_return x;
}
struct hid {
  int q;
};
task<int> anon2(hid h) {
  hid g = h;
  co_await tick{};
  co_return g.q;
}
} // namespace
inline namespace v2 {
task<int> inl(int x) {
  co_await tick{};
  co_return x;
}
namespace inner {
task<int> deep(int x) {
  co_await tick{};
  co_return x;
}
} // namespace inner
} // namespace v2
namespace a::b {
struct t {
  int v;
  task<int> m();
};
task<int> f(t);
} // namespace a::b
task<int> a::b::f(t x) {
  t y = x;
  co_await tick{};
  co_return y.v;
}
task<int> a::b::t::m() {
  t y = *this;
  co_await tick{};
  co_return y.v + v;
}
extern "C++" {
task<int> ecpp(int x) {
  co_await tick{};
  co_return x;
}
}
extern "C++" task<int> ecpp2(int x) {
  co_await tick{};
  co_return x;
}
static task<int> stat(int x) {
  co_await tick{};
  co_return x;
}
task<int> ne(int x) noexcept {
  co_await tick{};
  co_return x;
}
task<int> nef(int x) noexcept(false) {
  co_await tick{};
  co_return x;
}
auto trailing(int x) -> task<int> {
  co_await tick{};
  co_return x;
}
task<int> unnamed(int, noisy, const char *, int (*)(int), int[3]) {
  co_await tick{};
  co_return 1;
}
task<int> moveonly(std::unique_ptr<int> p, std::unique_ptr<int> &&q) {
  co_await tick{};
  co_return *p + *q;
}
task<int> arr(int a[3], const int b[], int (&c)[2], int (*d)(int), int e(int)) {
  co_await tick{};
  co_return a[0] + b[1] + c[0] + d(1) + e(2);
}
task<int> cv(const int a, volatile int b, const noisy n, noisy &&r, const noisy &cr, noisy *p) {
  co_await tick{};
  b = b + 1;
  co_return a + b + int(n.name.size() + r.name.size() + cr.name.size() + p->name.size());
}
template <class T> task<T> tf(T x);
template <> task<int> tf<int>(int x) {
  co_await tick{};
  co_return x + 1;
}
template <class T> struct ct {
  task<T> m(T x);
  T v;
};
template <> struct ct<int> {
  int v = 4;
  task<int> m(int x) {
    co_await tick{};
    co_return x + v;
  }
  static task<int> s(ct c) {
    co_await tick{};
    co_return c.v;
  }
};
template <> task<double> ct<double>::m(double x) {
  co_await tick{};
  co_return x + v;
}
template <class... A> task<int> pk(A... a);
template <> task<int> pk(int a, double b) {
  co_await tick{};
  co_return a + int(b);
}
[[nodiscard]] task<int> nd(int x) {
  co_await tick{};
  co_return x;
}
[[deprecated("no"), maybe_unused]] task<int> dep(int x) {
  co_await tick{};
  co_return x;
}
__attribute__((noinline)) task<int> attr(int x) {
  co_await tick{};
  co_return x;
}
task<int> attr2(int x) __attribute__((cold));
task<int> attr2(int x) {
  co_await tick{};
  co_return x;
}
task<int> pattr([[maybe_unused]] int x, int y [[maybe_unused]], noisy z = "dflt", int w = 3) {
  co_await tick{};
  co_return w;
}
struct unn {
  task<int> m(int x) {
    co_await tick{};
    co_return x + k;
  }
  int k = 1;
} anon_obj;
union un {
  int i;
  task<int> m() {
    co_await tick{};
    co_return i;
  }
};
struct outer {
  struct in {
    int v = 2;
    task<int> m() {
      co_await tick{};
      co_return v;
    }
    struct in2 {
      task<int> m(in x) {
        co_await tick{};
        co_return x.v;
      }
    };
  };
};
struct refq {
  task<int> m() & {
    co_await tick{};
    co_return 1;
  }
  task<int> m() && {
    co_await tick{};
    co_return 2;
  }
  task<int> m() const & {
    co_await tick{};
    co_return 3;
  }
  task<int> vol() volatile {
    co_await tick{};
    co_return v;
  }
  int v = 4;
};
struct stat_m {
  static task<int> m(int x) {
    co_await tick{};
    co_return x + s;
  }
  static inline int s = 4;
};
int id(int x) { return x; }
int glob(int x) {
  struct loc {
    int v;
    task<int> m(int y) {
      co_await tick{};
      co_return v + y;
    }
    static task<int> st(loc l) {
      co_await tick{};
      co_return l.v;
    }
  } l{x};
  return run(l.m(1)) + run(loc::st(l));
}
using fn_t = task<int>(int);
fn_t viatypedef;
task<int> viatypedef(int q) {
  co_await tick{};
  co_return q;
}
int main() {
  most m;
  base &b = m;
  say("%d %d %d", run(b.get(1)), run(b.pure()), run(derived().get(3)));
  ops o{2};
  say("%d %d %d", run(o(1)), run(o[noisy("abc")]), run(o + ops{5}));
  say("%d", run(o.operator co_await()));
  say("%d", run(task<int>(o)));
  say("%s", run(static_cast<task<std::string>>(o)).c_str());
  say("%d", run(o->*4));
  run(++o);
  run(o++);
  say("%d %d %d", o.v, run(o == 13), run(!o));
  run(o = 6);
  say("%d %d %d %d", o.v, run(-o), run(hidden(o)), user::go(o));
  say("%d %d %d %d %d %d", run(5_later), run("abc"_len), run(anon(1)), run(anon2({2})), run(inl(3)),
      run(inner::deep(4)));
  a::b::t t{3};
  say("%d %d %d %d %d %d %d %d", run(a::b::f(t)), run(t.m()), run(ecpp(1)), run(ecpp2(2)), run(stat(3)), run(ne(4)),
      run(nef(5)), run(trailing(6)));
  int x[3] = {1, 2, 3}, y[2] = {4, 5};
  say("%d %d", run(unnamed(1, "n", "", id, x)), run(moveonly(std::make_unique<int>(1), std::make_unique<int>(2))));
  say("%d", run(arr(x, x, y, id, id)));
  noisy p("p"), r("rr");
  say("%d", run(cv(1, 2, "n", std::move(r), p, &p)));
  say("%d %d %d %g %d", run(tf(1)), run(ct<int>().m(1)), run(ct<int>::s({})), run(ct<double>{1.5}.m(2)),
      run(pk(1, 2.5)));
  say("%d %d %d %d", run(nd(1)), run(attr(2)), run(attr2(3)), run(pattr(1, 2)));
  un u{5};
  say("%d %d %d %d", run(anon_obj.m(1)), run(u.m()), run(outer::in().m()), run(outer::in::in2().m({})));
  refq q;
  const refq cq{};
  say("%d %d %d %d", run(q.m()), run(refq().m()), run(cq.m()), run(q.vol()));
  say("%d %d %d", run(stat_m::m(2)), glob(3), run(viatypedef(3)));
}
