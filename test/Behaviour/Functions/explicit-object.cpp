// RUN: %check-behaviour %s --flags=-std=c++23 --no-gxx

// Explicit object parameters, by value and by reference; static call operators; subscripts of several arguments.
#include "support.h"
struct S {
  int v = 3;
  task<int> explicit_self(this S &self, int n) {
    co_await tick{};
    co_return self.v + n;
  }
  task<int> explicit_copy(this S self, int n) {
    co_await tick{};
    self.v += n;
    co_return self.v;
  }
  task<int> explicit_cref(this const S &self) {
    co_await tick{};
    co_return self.v;
  }
  task<int> explicit_rv(this S &&self) {
    co_await tick{};
    co_return self.v++;
  }
  static task<int> operator()(int x) {
    co_await tick{};
    co_return x;
  }
  task<int> operator[](int a, int b) {
    co_await tick{};
    co_return a + b + v;
  }
};
struct N {
  noisy n{"obj"};
  N() {}
  N(const N &o) : n(o.n) {}
  task<> by_value(this N self, noisy p) {
    co_await tick{};
    say("%s %s", self.n.c_str(), p.c_str());
  }
};
struct from {
  int v;
  task<int> get(this from, int q) {
    co_await tick{};
    co_return q;
  }
};
int main() {
  S s;
  say("%d", run(s.explicit_self(1)));
  say("%d", run(s.explicit_copy(1)));
  say("%d", run(s.explicit_cref()));
  say("%d", run(std::move(s).explicit_rv()));
  say("%d", s.v);
  say("%d", run(s(5)));
  say("%d", run(s[1, 2]));
  N n;
  run(n.by_value("arg"));
  say("%d", run(from{1}.get(4)));
  destroy_at_every_point([&] { return n.by_value("arg"); });
}
