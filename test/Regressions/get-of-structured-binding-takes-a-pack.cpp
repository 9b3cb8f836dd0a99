// RUN: %check-behaviour %s
#include "support.h"

struct parts {
  int v = 3;
  template <std::size_t... I> int get() { return v + int((I + ...)); }
};
template <> struct std::tuple_size<parts> : std::integral_constant<std::size_t, 2> {};
template <std::size_t I> struct std::tuple_element<I, parts> {
  using type = int;
};

task<> takes_apart() {
  auto [a, b] = parts();
  co_await tick{};
  say("%d %d", a, b);
}

int main() { run(takes_apart()); }
