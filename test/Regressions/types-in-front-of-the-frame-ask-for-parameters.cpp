// RUN: %check-behaviour %s
// A local type moves in front of the frame and asks there for the type of a parameter, whose copy has another name.
#include "support.h"

template <class G> auto values(G g) -> generator<std::remove_reference_t<decltype(g)>> {
  using C = decltype(g);
  struct two {
    C first;
    decltype(g) second;
  };
  two both{g, g};
  C v = g;
  co_yield v;
  co_yield both.first + both.second;
}

template <class... T> auto all(T... xs) -> generator<std::common_type_t<decltype(xs)...>> {
  using sum = decltype((xs + ...));
  sum s = (xs + ...);
  co_yield s;
  co_yield s + 1;
}

struct counter {
  int n = 1;
  template <class T> task<T> count(T by) {
    using self = decltype(*this);
    using copy = std::remove_reference_t<decltype(*this)>;
    copy before{n};
    self object = *this;
    co_await tick{};
    object.n += by;
    co_return n - before.n;
  }
};

int main() {
  for (int n : values(2))
    say("%d", n);
  for (long n : all(1, 2L))
    say("%ld", n);
  counter c;
  say("%d", run(c.count(3)));
}
