// RUN: %check-behaviour %s

// Local types and aliases in nested scopes, arrays whose list gives the bound, the name of the function.
#include "support.h"
#include <array>
template <class T> task<> types(T x) {
  struct local {
    const char *s = "x";
    T t{};
  };
  {
    using two = std::array<local, 2>;
    two both{};
    co_await tick{};
    say("%s", both[1].s);
  }
  {
    typedef std::array<T, 2> pair;
    pair both{x, x};
    co_await tick{};
    say("%d", both[1]);
  }
  if (x) {
    struct local {
      int k = 5;
    };
    using pair = std::array<local, 2>;
    pair both{};
    co_await tick{};
    say("%d", both[1].k);
  }
}

template <class T> task<> arrays(T x) {
  int k[] = {int(sizeof(T)), x, 3};
  noisy m[] = {noisy("x"), "y", noisy(std::to_string(x).c_str())};
  co_await tick{};
  say("%d %zu", k[1], sizeof k);
  say("%s %s", m[2].c_str(), __func__);
  const char *names[] = {"a", "b"};
  co_await tick{};
  say("%s %s", names[1], __FUNCTION__);
}

int main() {
  run(types(3));
  run(arrays(3));
}
