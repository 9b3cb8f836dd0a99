// RUN: %check-behaviour %s

// The `get` of a structured binding is found through its argument alone, whatever else has that name; it is called once
// the initialiser's temporaries are gone.
#include "support.h"

namespace other {
struct two {
  noisy n;
  explicit two(const char *name) : n(name) {}
  explicit two(int n) : n(n ? "awaited" : "zero") {}
};
template <std::size_t I> auto get(const two &t) {
  if constexpr (I == 0)
    return noisy(t.n.name + ".0");
  else
    return 7;
}
} // namespace other
namespace std {
template <> struct tuple_size<other::two> : integral_constant<size_t, 2> {};
template <> struct tuple_element<0, other::two> {
  using type = noisy;
};
template <> struct tuple_element<1, other::two> {
  using type = int;
};
} // namespace std

int get(int n) { return n; }

task<> work() {
  auto &&[a, b] = other::two("object");
  say("%s %d %d", a.c_str(), b, co_await ask(get(1)));
  {
    auto [c, d] = other::two(co_await ask((noisy("temporary"), 2)));
    say("%s %d", c.c_str(), d);
  }
  auto [e, f] = other::two(co_await ask(noisy("another").name.size() ? 3 : 0));
  say("%s %d", e.c_str(), co_await ask(f));
}

int main() {
  run(work());
  destroy_at_every_point(work);
}
