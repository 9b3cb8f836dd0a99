// RUN: %check-behaviour %s

// Pointers to locals, to members, to functions; a pointer to a local stays right over suspensions.
#include "support.h"

struct node {
  int value;
  node *next;
  int get() const { return value; }
};
int add(int a, int b) { return a + b; }

task<int> work() {
  node last{3, nullptr}, middle{2, &last}, first{1, &middle};
  int (*f)(int, int) = add;
  int (node::*get)() const = &node::get;
  int node::*field = &node::value;
  int *p = &middle.value;
  void *v = &first;
  int sum = 0;
  for (node *n = &first; n; n = n->next) {
    co_await tick{};
    sum = f(sum, (n->*get)());
  }
  *p = co_await ask(20);
  last.*field = 30;
  co_await tick{};
  say("%d %d", static_cast<node *>(v)->next->value, &middle == first.next);
  co_return sum + first.next->next->value;
}

int main() { say("%d", run(work())); }
