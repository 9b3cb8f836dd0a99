// RUN: %check-behaviour %s

// Folds to the left whose operands suspend: the operator of numbers may wait for all of them.
#include "support.h"
#include <tuple>

template <class... T> task<int> sum(T... values) { co_return (0 + ... + co_await later(values)); }
template <class... T> task<int> product(int by, T... values) {
  int n = (by * ... * co_await later(values));
  co_await tick();
  co_return n;
}
template <class... T> task<int> unary(T... values) { co_return (... | co_await later(values)); }

template <class Tuple> task<int> sum_all(Tuple tasks) {
  co_return co_await [&]<std::size_t... I>(std::index_sequence<I...>) -> task<int> {
    co_return (0 + ... + co_await std::move(std::get<I>(tasks)));
  }(std::make_index_sequence<std::tuple_size_v<Tuple>>());
}

task<int> after(int n) {
  noisy guard("guard");
  co_await tick();
  co_return n;
}

int main() {
  say("%d", run(sum(1, 2L, short(3))));
  say("%d", run(sum()));
  say("%d", run(product(2, 3, 4)));
  say("%d", run(unary(1, 2, 4)));
  say("%d", run(sum_all(std::tuple(after(1), after(2)))));
  destroy_at_every_point([] { return sum_all(std::tuple(after(1), after(2))); });
}
