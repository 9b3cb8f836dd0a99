// INSTANCES of each coroutine template of adapters.hpp.
#include "adapters.hpp"

#ifndef INSTANCES
#define INSTANCES 50
#endif

template <int N> struct number {
  int value;
};

template <int N> int use() {
  using namespace adapters;
  int sum = then(ready(number<N>{N}), [](number<N> n) { return n.value + 1; }).run();
  sum += retry(3, [] { return ready(number<N>{N}); }).run().value;
  std::vector<task<number<N>>> all;
  all.push_back(ready(number<N>{1}));
  all.push_back(ready(number<N>{2}));
  sum += int(in_turn(std::move(all)).run().size());
  auto [a, b] = together(ready(number<N>{3}), ready(number<N>{4})).run();
  return sum + a.value + b.value;
}

template <int... N> int use_all(std::integer_sequence<int, N...>) { return (use<N>() + ...); }

int main() { return use_all(std::make_integer_sequence<int, INSTANCES>()) == INSTANCES * (INSTANCES - 1 + 10) ? 0 : 1; }
