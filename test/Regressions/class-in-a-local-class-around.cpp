// RUN: %check-behaviour %s
// A coroutine that is a member of a local class has locals of a class in that one.
#include "support.h"

task<> outer() {
  struct local {
    struct in {
      int w;
      struct deep {
        int d;
      };
    };
    enum kind { plain, other };
    static task<> in_class() {
      in i{1};
      auto j = i;
      auto d = in::deep{2};
      auto k = other;
      co_await tick{};
      say("%d %d %d %d", i.w, j.w, d.d, k);
    }
    task<> member() {
      auto pair = std::pair(in{3}, in::deep{4});
      co_await tick{};
      say("%d %d", pair.first.w, pair.second.d);
    }
  };
  co_await local::in_class();
  local l;
  co_await l.member();
  auto lambda = [](local::in i) -> task<> {
    auto j = i;
    co_await tick{};
    say("%d", j.w);
  };
  co_await lambda({5});
}

int main() { run(outer()); }
