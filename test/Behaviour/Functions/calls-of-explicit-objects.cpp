// RUN: %check-behaviour %s --flags=-std=c++23 --no-gxx

// Calls of members whose object is a parameter: by their names, through pointers, and in chains.
#include "support.h"
struct S {
  int a = 1;
  int parse(this S &self, int n) { return self.a + n; }
  template <class Self> int tparse(this Self &&self, int n) { return self.a + n; }
  task<int> all() { co_await tick{}; co_return parse(2) + tparse(3); }
  task<int> sub(this S &self, int n) { co_await tick(); co_return self.a * n; }
  task<int> calls() { int x = co_await sub(3); x += co_await this->sub(2); auto l = [this]() -> task<int> { co_return parse(1) + co_await sub(1); }; co_return x + co_await l(); }
  template <class T> task<int> pat(T t) { co_await tick(); co_return parse(t) + tparse(t) + co_await sub(t); }
};
template <class T> struct CT {
  T a = 1;
  int parse(this CT &self, int n) { return self.a + n; }
  template <class Self> int tparse(this Self &&self, int n) { return self.a + n; }
  task<int> all() { co_await tick{}; co_return parse(2) + tparse(3); }
};
struct chain {
  int a = 1;
  chain *add(this chain &self, int n) { self.a += n; return &self; }
  int get(this const chain &self) { return self.a; }
  task<int> all(chain *p) {
    co_await tick();
    this->add(1)->add(2);
    p->add(2)->add(co_await later<int>(3));
    int r = p->add(1)->get() + this->get() + (*p).get();
    r += p->add(co_await later<int>(2))->get() + co_await later<int>(this->add(1)->get());
    if (p->get() > 2 && co_await later<int>(p->get()) > 2) r += 1000;
    chain c;
    r += c.get() + co_await later<int>(c.add(2)->get());
    co_return r;
  }
};
int main() { chain x, y; say("%d", run(x.all(&y))); S s; say("%d", run(s.all())); say("%d", run(s.calls())); say("%d", run(s.pat(2))); CT<int> c; say("%d", run(c.all())); }
