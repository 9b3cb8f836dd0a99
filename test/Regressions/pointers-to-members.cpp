// RUN: %check-behaviour %s

// Calls through pointers to member functions whose arguments suspend, in templates.
#include "support.h"
template <class C> task<int> by_pointer(C *c, int (C::*p)(int), int k) { co_return (c->*p)(co_await later<int>(k)); }
template <class C> task<int> by_object(C &c, int (C::*p)(int), int k) { co_return (c.*p)(co_await later<int>(k)); }
struct object {
  int add(int k) { return k + 1; }
  task<int> own(int (object::*p)(int)) { co_return (this->*p)(co_await later<int>(3)); }
};
int main() {
  object o;
  say("%d", run(by_pointer(&o, &object::add, 5)));
  say("%d", run(by_object(o, &object::add, 6)));
  say("%d", run(o.own(&object::add)));
}
