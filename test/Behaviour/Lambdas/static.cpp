// RUN: %check-behaviour %s --flags=-std=c++23 --no-gxx

// Static lambdas, lambdas without parentheses, attributes in front of the parameters.
#include "support.h"
struct T {
  int v = 1;
};
int main() {
  auto s = [](int x) static -> task<int> {
    co_await tick{};
    co_return x;
  };
  say("%d", run(s(2)));
  auto n = [](int x) static noexcept -> task<int> {
    co_await tick{};
    co_return x;
  };
  say("%d", run(n(2)));
  auto noparen = [] -> task<int> {
    co_await tick{};
    co_return 4;
  };
  say("%d", run(noparen()));
  int k = 3;
  auto np2 = [k] mutable -> task<int> {
    co_await tick{};
    co_return ++k;
  };
  say("%d", run(np2()));
  auto at = [] [[nodiscard]] (int x) -> task<int> {
    co_await tick{};
    co_return x;
  };
  say("%d", run(at(2)));
}
