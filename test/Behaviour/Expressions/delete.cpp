// RUN: %check-behaviour %s

// delete of what an await gives.
#include "support.h"

struct node {
  noisy mine;
  virtual ~node() = default;
  explicit node(const char *n) : mine(n) {}
};
struct leaf : node {
  noisy more{"leaf"};
  using node::node;
};

task<node *> make_leaf() {
  co_await tick{};
  co_return new leaf("node");
}

task<> work() {
  delete co_await make_leaf();
  node *n = co_await make_leaf();
  delete (co_await tick{}, n);
  delete[] co_await later(new noisy[2]{"x", "y"});
}

int main() { run(work()); }
