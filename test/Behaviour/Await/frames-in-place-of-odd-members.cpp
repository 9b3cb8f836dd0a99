// RUN: %check-behaviour %s

// What is awaited is a member of a specialisation, of a private or local class,
// of a union or a base; has overloads that its qualifiers or its namespace tell
// apart; or stands in an initialiser, which comes before the functions of its
// class.
#include "support.h"
#include <utility>
template <class T> struct stack {
  T t;
  task<int> pop() { co_return int(t); }
};
template <> struct stack<int> {
  int t;
  task<int> pop() { co_return t + co_await ask(1); }
  task<int> both() { co_return co_await pop() + co_await this->pop(); }
};
class outer {
  struct inner {
    int n = 3;
    task<int> get() { co_return n + co_await ask(1); }
  };

public:
  inner in;
  inner make() { return {}; }
  task<int> uses() { co_return co_await in.get(); }
};
struct quals {
  int n = 1;
  task<int> f() & { co_return n + co_await ask(1); }
  task<int> f() const & { co_return n + 10 + co_await ask(1); }
  task<int> f() && { co_return n + 20 + co_await ask(1); }
  task<int> g() volatile { co_return 5 + co_await ask(1); }
  task<int> h(int = 3) noexcept {
    co_return n + co_await f() + co_await std::as_const(*this).f() +
        co_await quals{4}.f();
  }
  static task<int> s(int a, int) { co_return a; }
};
struct nested {
  struct in {
    task<int> leaf(int n) { co_return n + co_await ask(1); }
  };
  in i;
  task<int> go(int n) { co_return co_await i.leaf(n) + 1; }
  std::pair<task<int> (*)(nested &), int> table{
      [](nested &self) -> task<int> {
        co_return co_await self.go(2) + co_await self.i.leaf(1);
      },
      2};
};
struct late_body {
  task<int> uses(nested &n) {
    return_type r;
    (void)r;
    co_return co_await n.go(1) + co_await mine(n);
  }
  task<int> mine(nested &n) { co_return co_await n.i.leaf(1); }
  using return_type = int;
};
task<int> varargs(int a, int) { co_return a + co_await ask(1); }
namespace lib {
inline namespace v1 {
inline task<int> versioned(int n) { co_return n + co_await ask(2); }
} // namespace v1
inline task<int> overloaded(int n) { co_return n; }
inline task<int> overloaded(double n) {
  co_return int(n) + co_await overloaded(2);
}
template <class T> task<int> overloaded(T *) { co_return 7; }
} // namespace lib
struct base {
  int b = 2;
  task<int> inherited() { co_return b + co_await ask(1); }
  task<int> add(int n) { co_return b * 10 + n + co_await ask(1); }
};
struct second {
  int s = 9;
};
struct derived : second, base {
  using base::inherited;
  task<int> all() {
    co_return co_await inherited() + co_await base::inherited();
  }
};
struct priv : private base {
  task<int> all() {
    co_return co_await inherited() + co_await priv::inherited();
  }
};
union either {
  int i;
  float f;
  task<int> get() { co_return i; }
  task<int> twice() { co_return co_await get() + co_await get(); }
};
static inline task<int> hidden_by_local(int n) {
  co_return n + co_await ask(1);
}
task<int> shadow(int n) {
  int r = co_await hidden_by_local(n);
  int hidden_by_local = 3;
  co_return r + hidden_by_local + co_await ::hidden_by_local(2);
}
struct mem_shadow {
  int leafy = 3;
  task<int> go();
};
inline task<int> leafy(int n) { co_return n + co_await ask(2); }
task<int> mem_shadow::go() { co_return co_await ::leafy(leafy); }
task<int> local_class(int n) {
  struct here {
    int k;
    task<int> get() { co_return k + co_await ask(1); }
    task<int> again() { co_return co_await get() + k; }
  };
  here h{n};
  co_return co_await h.get() + co_await h.again();
}
struct behind_pointer {
  base *to;
  base *next;
};
task<int> pointer_changes(base *p, base *q) {
  behind_pointer b{p, q};
  auto move_on = [&] { return b.to = b.next; };
  co_return co_await b.to->add(move_on()->b) + co_await q->add(q->b);
}
task<int> all(int n) {
  stack<int> s{n};
  outer o;
  auto &in = o.in;
  quals q;
  const quals cq;
  volatile quals vq;
  nested ne;
  late_body lb;
  derived d;
  priv p;
  either e{4};
  mem_shadow ms;
  derived *pd = &d;
  derived &rd = d;
  derived ad[2];
  int r = co_await s.both() + co_await o.uses() + co_await in.get();
  r += co_await q.f() + co_await cq.f() + co_await quals().f() +
       co_await std::move(q).f() + co_await vq.g() + co_await q.h() +
       co_await q.h(2);
  r += co_await ne.go(2) + co_await ne.table.first(ne) + co_await lb.uses(ne) +
       co_await varargs(1, 2) + co_await quals::s(1, 2);
  r += co_await lib::versioned(2) + co_await lib::overloaded(2) +
       co_await lib::overloaded(2.0) + co_await lib::overloaded(&n);
  r += co_await d.all() + co_await pd->inherited() +
       co_await rd.base::inherited() + co_await ad[1].inherited() +
       co_await p.all() + co_await e.twice();
  r += co_await shadow(2) + co_await ms.go() + co_await local_class(3);
  base first{}, other{};
  other.b = 7;
  r += co_await pointer_changes(&first, &other);
  base *pb = &d;
  r += co_await pb->inherited() + co_await (*pb).inherited() +
       co_await (pb)->inherited();
  co_return r;
}
int main() {
  say("%d", run(all(3)));
}
