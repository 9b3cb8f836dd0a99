// RUN: %check-behaviour %s

// Closures that live across a suspension name parameters of the template that are values, and what the coroutine's
// own using-declarations and -directives bring in.
#include "support.h"

template <class T, int N> task<int> value(T t) {
  auto l = [](T x) { return x + N; };
  co_await tick{};
  co_return l(t);
}
template <class T, auto N = 2> task<int> value_in_class(T t) {
  struct counter {
    int n = N;
  } c;
  auto add = [k = N](int x) mutable { return k++ + x; };
  co_await tick{};
  co_return int(t) + c.n + add(1);
}

namespace deep {
template <class T> T next(T t) { return t + 1; }
inline int twice(int n) { return n * 2; }
} // namespace deep
template <class T> task<int> directive_of(T t) {
  using namespace deep;
  auto g = [](auto z) { return next(z); };
  co_await tick{};
  co_return g(int(t));
}
task<int> directive(int n) {
  using namespace deep;
  auto g = [](int z) { return twice(z); };
  co_await tick{};
  co_return g(n);
}
task<int> declaration(int n) {
  using deep::twice;
  auto g = [&n] { return twice(n); };
  co_await tick{};
  co_return g();
}

int main() {
  say("%d %d", run(value<int, 3>(1)), run(value_in_class(3)));
  say("%d %d %d", run(directive_of(2)), run(directive(4)), run(declaration(5)));
}
