// RUN: %check-behaviour %s

// Structured bindings of tuple-like things: std::pair, std::tuple, and a class with its own get.
#include "support.h"
#include <tuple>

struct custom {
  noisy mine;
  template <std::size_t I> auto get() const {
    say("get %zu", I);
    if constexpr (I == 0)
      return int(mine.name.size());
    else
      return noisy(mine.name + "!");
  }
};
template <> struct std::tuple_size<custom> : std::integral_constant<std::size_t, 2> {};
template <> struct std::tuple_element<0, custom> {
  using type = int;
};
template <> struct std::tuple_element<1, custom> {
  using type = noisy;
};
task<std::tuple<int, std::string>> get_tuple() {
  co_await tick{};
  co_return std::tuple(1, std::string("text"));
}

task<> work() {
  auto [n, s] = co_await get_tuple();
  n += co_await ask(2);
  say("%d %s", n, s.c_str());
  std::pair<int, noisy> pair(3, "pair");
  auto &[first, second] = pair;
  first += co_await ask(4);
  say("%d %s", pair.first, second.c_str());
  auto [size, name] = custom{"custom"};
  co_await tick{};
  say("%d %s", size, name.c_str());
  for (int i = 0; auto &&[key, value] : std::vector<std::pair<int, int>>{{1, 2}, {3, 4}})
    say("%d %d", i++ + key, co_await ask(value));
}

int main() { run(work()); }
