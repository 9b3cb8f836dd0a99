// RUN: %check-behaviour --instances %s

// Every kind of function that may be specialised explicitly, for every kind of template argument.
#include "support.h"
#include <functional>
#include <map>
#include <vector>
struct text {
  std::string s;
  text(const char *c) : s(c) { say("text %s", c); }
  ~text() { say("gone %s", s.c_str()); }
};
int length(const text &t, int n) { return int(t.s.size()) + n; }
enum class colour { red, green = 7 };
namespace {
template <class T> task<int> in_anonymous(T x) { co_return length("anon", co_await ask(int(x))); }
} // namespace
template <class T> static task<int> is_static(T x) { co_return length("stat", co_await ask(int(x))); }
template <class T> task<int> overloaded(T x) { co_return length("value", co_await ask(int(x))); }
template <class T> task<int> overloaded(T *x) { co_return length("pointer", co_await ask(int(*x))); }
template <class T> task<int> overloaded(T x, int y) { co_return length("two", co_await ask(int(x) + y)); }
template <int N> task<int> recursive() {
  if constexpr (N == 0)
    co_return 0;
  else
    co_return length("rec", co_await recursive<N - 1>());
}
template <class T> task<int> odd(T n);
template <class T> task<int> even(T n) {
  if (n == 0)
    co_return length("even", co_await ask(0));
  co_return length("e", co_await odd(n - 1));
}
template <class T> task<int> odd(T n) {
  if (n == 0)
    co_return length("odd", co_await ask(0));
  co_return length("o", co_await even(n - 1));
}
template <class T, std::size_t N> task<int> of_array(const T (&all)[N]) {
  int sum = 0;
  for (const T &each : all)
    sum += length("arr", co_await ask(int(each)));
  co_return sum + int(N);
}
template <auto V> task<int> of_value() { co_return length("auto", co_await ask(int(V))) + int(sizeof V); }
template <colour C, bool B, char D> task<int> of_values() {
  co_return length(B ? "yes" : "no", co_await ask(int(C))) + D;
}
template <class R, class... A> task<int> of_function(std::function<R(A...)> f, A... a) {
  co_return length("fun", co_await ask(int(f(a...)))) + int(sizeof...(A));
}
template <class T> struct outer {
  template <class U> struct inner {
    T t;
    U u;
    task<int> f(T a, U b) { co_return length("inner", co_await ask(int(a + b + t + u))); }
    template <class V> static task<int> g(V v) {
      co_return length("static inner", co_await ask(int(v))) + int(sizeof(T) + sizeof(U));
    }
  };
  task<int> operator()(T x) const & { co_return length("call", co_await ask(int(x))); }
  task<int> operator+(T x) && { co_return length("plus", co_await ask(int(x))); }
  virtual task<int> v(T x) { co_return length("virtual", co_await ask(int(x))); }
  virtual ~outer() = default;
};
template <class T> struct outer<T *> {
  task<int> operator()(T *x) const { co_return length("partial", co_await ask(int(*x))); }
};
template <> struct outer<char> {
  template <class U> task<int> f(U u) { co_return length("explicit", co_await ask(int(u))); }
};
template <class T> struct derived : outer<T> {
  task<int> v(T x) override { co_return length("derived", co_await outer<T>::v(x)); }
};
template <class T>
  requires(sizeof(T) == 4)
task<int> constrained(T x) {
  co_return length("four", co_await ask(int(x)));
}
template <class T>
  requires(sizeof(T) == 8)
task<int> constrained(T x) {
  co_return length("eight", co_await ask(int(x)));
}
template <class T> struct perhaps {
  task<int> f(T x)
    requires(sizeof(T) == 4)
  {
    co_return length("4", co_await ask(int(x)));
  }
  task<int> f(T x)
    requires(sizeof(T) != 4)
  {
    co_return length("not 4", co_await ask(int(x)));
  }
};
template <class T> struct whole {
  task<int> f(T x) { co_return length("whole", co_await ask(int(x))); }
};
template struct whole<int>;
struct user {
  template <class T> task<int> m(T x) { co_return length("member", co_await ask(int(x) + k)); }
  template <class T> static task<int> s(T x) { co_return length("smember", co_await ask(int(x))); }
  task<int> go(), call();
  int k = 2;

private:
  struct hidden {
    int n;
  };
  template <class T> task<int> p(T x, hidden h) { co_return length("priv", co_await ask(int(x) + h.n)); }
};
task<int> user::go() { return m(7); }
task<int> user::call() { return p(1, {4}); }
template <class T> task<int> def(T x, int y = 3, text t = "default") {
  co_return length("d", co_await ask(int(x) + y)) + int(t.s.size());
}
int main() {
  int one = 1, arr[] = {1, 2};
  say("%d", run(in_anonymous(1)));
  say("%d", run(is_static(1)));
  say("%d", run(overloaded(1)));
  say("%d", run(overloaded(&one)));
  say("%d", run(overloaded(1, 2)));
  say("%d", run(recursive<3>()));
  say("%d", run(even(3)));
  say("%d", run(of_array(arr)));
  say("%d", run(of_value<3>()));
  say("%d", run(of_value<'c'>()));
  say("%d", run(of_value<4ul>()));
  say("%d", run(of_value<true>()));
  say("%d", run(of_values<colour::green, true, 'x'>()));
  say("%d", run(of_values<colour(3), false, '\n'>()));
  say("%d", run(of_function(std::function<int(int, long)>([](int a, long b) { return a + int(b); }), 1, 2L)));
  say("%d", run(outer<int>::inner<long>{1, 2}.f(1, 2)));
  say("%d", run(outer<int>::inner<long>::g('c')));
  outer<int> o;
  say("%d", run(o(3)));
  say("%d", run(std::move(o) + 3));
  say("%d", run(o.v(3)));
  say("%d", run(outer<int *>{}(&one)));
  say("%d", run(outer<char>{}.f(4)));
  derived<long> d;
  outer<long> &base = d;
  say("%d", run(base.v(3)));
  say("%d", run(constrained(2)));
  say("%d", run(constrained(2L)));
  say("%d", run(perhaps<int>{}.f(1)));
  say("%d", run(perhaps<long>{}.f(1)));
  say("%d", run(whole<int>{}.f(1)));
  say("%d", run(user{}.go()));
  say("%d", run(user::s(1)));
  say("%d", run(user{}.call()));
  say("%d", run(def(1)));
}
