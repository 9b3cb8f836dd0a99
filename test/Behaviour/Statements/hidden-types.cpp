// RUN: %check-behaviour %s

// Types whose own names, or those of their namespaces, mean something else where the frame stands.
#include "support.h"

struct value {
  int n = 1;
};
inline value make_global() { return {}; }
namespace outer {
struct thing {
  int n = 5;
};
} // namespace outer

namespace ns {
struct value {
  int n = 2;
  value() = default;
  value(::value) : n(20) {}
};
namespace outer {
struct thing {
  int n = 6;
  thing(::outer::thing) : n(60) {}
};
} // namespace outer
inline ::outer::thing make_thing() { return {}; }

task<> work() {
  auto v = make_global();
  auto t = make_thing();
  co_await ask(1);
  say("%d %d", v.n, t.n);
}

struct member {
  struct value {
    int n = 3;
    value(ns::value) : n(30) {}
    value(::value) : n(300) {}
  };
  static ns::value make() { return {}; }
  task<> work() {
    auto v = make();
    auto w = make_global();
    co_await ask(2);
    say("%d %d", v.n, w.n);
  }
};
struct inherits : member {
  task<> work() {
    auto v = make();
    co_await ask(3);
    say("%d", v.n);
  }
};

namespace ns {
struct value {
  int n = 4;
  operator ::ns::value() const { return {}; }
};
} // namespace ns
ns::value make_inner() { return {}; }
task<> twice() {
  auto v = make_inner();
  co_await ask(4);
  say("%d", v.n);
}
} // namespace ns

struct has_member {
  int value = 7;
  static struct value make() { return {}; }
  task<> work() {
    struct value v;
    auto w = make();
    co_await ask(value);
    say("%d %d", v.n, w.n);
  }
};

task<> parameter(int value) {
  auto v = make_global();
  co_await ask(value);
  say("%d", v.n);
}

int main() {
  run(ns::work());
  run(ns::member().work());
  run(ns::inherits().work());
  run(ns::twice());
  has_member m;
  run(m.work());
  run(parameter(8));
}
