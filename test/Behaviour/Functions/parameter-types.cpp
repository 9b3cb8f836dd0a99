// RUN: %check-behaviour %s

// Parameters whose types have no name or only a private one, in functions, friends and allocation functions.
#include "support.h"

auto add = [](int a, int b) { return a + b; };
struct {
  int v = 3;
} nameless;

task<int> closure(decltype(add) f, decltype(nameless) n, const decltype(nameless) &r, decltype(nameless) &&) {
  decltype(f) g = f;
  co_await tick{};
  co_return g(n.v, r.v);
}

class owner {
  struct secret {
    noisy n{"secret"};
  };
  friend task<> peek(secret s);
  friend task<> define(owner o, secret s) {
    secret other = s;
    co_await tick{};
    say("%s %d", other.n.c_str(), o.v);
  }
  friend struct helper;
  int v = 7;

public:
  static secret make() { return {}; }
};

task<> peek(owner::secret s) {
  owner::secret mine = s, *p = &mine;
  co_await tick{};
  say("%s", p->n.c_str());
}
struct helper {
  task<> look(owner::secret s) {
    owner::secret mine = s;
    co_await tick{};
    say("%s", mine.n.c_str());
  }
};

struct {
  int k = 1;
  task<int> member(int x) {
    co_await tick{};
    co_return x + k;
  }
} object;

int main() {
  decltype(nameless) n = nameless;
  say("%d", run(closure(add, n, n, {})));
  run(peek(owner::make()));
  run(define(owner(), owner::make()));
  run(helper().look(owner::make()));
  say("%d", run(object.member(1)));
}
