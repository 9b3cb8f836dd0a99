// RUN: %check-behaviour %s

// Coroutine lambdas with captures of every kind, stored, passed, recursive, converted to pointers, in statement
// headers.
#include "support.h"
#include <functional>
auto global = [](int x) -> task<int> {
  co_await tick{};
  co_return x;
};
int gi = run([](int x) -> task<int> {
  co_await tick{};
  co_return x + 1;
}(4));
struct defs {
  int a = 3;
  std::function<task<int>(int)> f = [](int x) -> task<int> {
    co_await tick{};
    co_return x * 2;
  };
  std::function<task<int>()> g = [this]() -> task<int> {
    co_await tick{};
    co_return a;
  };
  task<int> call() {
    return [this](int x) -> task<int> {
      co_await tick{};
      co_return a + x;
    }(1);
  }
  task<int> call2() {
    auto l = [*this](int x) mutable -> task<int> {
      co_await tick{};
      a++;
      co_return a + x;
    };
    return hold(std::move(l));
  }
  template <class L> static task<int> hold(L l) {
    static std::deque<L> kept;
    kept.push_back(l);
    return kept.back()(2);
  }
  defs() = default;
  defs(const defs &d) : a(d.a) {}
};
int dflt(std::function<task<int>()> f = []() -> task<int> {
  co_await tick{};
  co_return 8;
}) {
  return run(f());
}
task<int> outer_call(std::function<task<int>(int)> f, int n) { return f(n); }
auto make_l(int q) {
  return [q](int x) -> task<int> {
    co_await tick{};
    co_return q + x;
  };
}
inline auto il = [n = 3]() mutable noexcept -> task<int> {
  co_await tick{};
  co_return ++n;
};
static constexpr auto cl = [](int x) -> task<int> {
  co_await tick{};
  co_return x;
};
template <class F> task<> each(F f) { return f(noisy("passed")); }
int main() {
  say("%d %d", run(global(2)), gi);
  defs d;
  say("%d %d %d %d", run(d.f(2)), run(d.g()), run(d.call()), run(d.call2()));
  say("%d", dflt());
  say("%d", run(make_l(1)(2)));
  say("%d %d", run(il()), run(cl(4)));
  int a = 1;
  noisy n("n");
  const int ci = 5;
  static int si = 6;
  constexpr int ce = 7;
  auto [p, q] = std::pair{8, noisy("q")};
  std::pair<int, int> pair2(9, 10);
  auto &[p2, q2] = pair2;
  int arr[2] = {11, 12};
  auto l1 = [a, n]() -> task<int> {
    co_await tick{};
    say("%s", n.c_str());
    co_return a;
  };
  say("%d", run(l1()));
  auto l2 = [&a, &n]() -> task<int> {
    co_await tick{};
    say("%s", n.c_str());
    co_return ++a;
  };
  say("%d", run(l2()));
  auto l3 = [=]() mutable -> task<int> {
    co_await tick{};
    a++;
    co_return a + ci + si + ce + arr[1];
  };
  say("%d", run(l3()));
  say("%d", run(l3()));
  auto l4 = [&]() -> task<int> {
    co_await tick{};
    co_return a + ci + si + ce + arr[1] + p;
  };
  say("%d", run(l4()));
  auto l5 = [x = std::move(n), y = a + 1, &z = a, w = [](int v) { return v; }]() -> task<int> {
    co_await tick{};
    z++;
    say("%s", x.c_str());
    co_return y + z + w(2);
  };
  say("%d", run(l5()));
  auto l6 = [p, q, &p2, q2]() -> task<int> {
    co_await tick{};
    say("%s", q.c_str());
    co_return p + p2 + q2;
  };
  say("%d", run(l6()));
  say("%d", run([](auto... x) { return (x + ...); }(1, 2) ? [](noisy x, int = 3) -> task<int> {
        co_await tick{};
        co_return int(x.name.size());
      }("abc")
                                                          : make_l(1)(1)));
  std::function<task<int>(int)> fact = [&fact](int k) -> task<int> {
    if (k < 2) co_return 1;
    co_return k *co_await fact(k - 1);
  };
  say("%d", run(fact(5)));
  auto at = [](int x) __attribute__((noinline)) -> task<int> {
    co_await tick{};
    co_return x;
  };
  say("%d", run(at(3)));
  auto c2 = [](int x) noexcept(false) -> task<int> {
    co_await tick{};
    if (x) throw error("l");
    co_return x;
  };
  guarded([&] { run(c2(1)); });
  auto gen = [lim = 3]() -> generator<int> {
    for (int i = 0; i < lim; ++i) co_yield i;
  };
  for (int v : gen()) say("%d", v);
  task<int> (*fp)(int) = [](int x) -> task<int> {
    co_await tick{};
    co_return x * 7;
  };
  say("%d", run(fp(2)));
  auto nest = [a](int x) {
    return [x, a](int z) -> task<int> {
      co_await tick{};
      co_return x + a + z;
    };
  };
  auto nl = nest(3);
  say("%d", run(nl(4)));
  struct local {
    int v;
    task<int> m() {
      auto l = [this](int k) -> task<int> {
        co_await tick{};
        co_return v + k;
      };
      return l(1);
    }
  } lo{4};
  say("%d", run(lo.m()));
  auto conv = +[](int x) -> task<int> {
    co_await tick{};
    co_return x;
  };
  say("%d", run(conv(1)));
  switch (auto l = [](int x) -> task<int> {
    co_await tick{};
    co_return x;
  };
          run(l(1))) {
  case 1:
    say("one");
  }
  for (int i : {1, 2})
    say("%d", run([i, &a, s = std::string("s")]() -> task<int> {
          int r = i;
          co_await tick{};
          a += i;
          co_return r + int(s.size());
        }()));
  auto arrcap = [arr, n2 = noisy("an")]() -> task<int> {
    int s = 0;
    for (int x : arr) {
      co_await tick{};
      s += x;
    }
    co_return s;
  };
  say("%d", run(arrcap()));
  destroy_at_every_point([&] { return l5(); });
}
