// RUN: %check-behaviour %s

// const and constexpr locals, used where a constant is needed, across suspensions.
#include "support.h"

task<int> work(int n) {
  constexpr int size = 3;
  const int also = 4;
  const int dynamic = n * 2;
  const noisy fixed("fixed");
  constexpr const char *text = "text";
  int array[size] = {};
  co_await tick{};
  int other[also] = {1, 2, 3, 4};
  switch (n) {
  case size:
    array[size - 1] = co_await ask(size);
    break;
  case also:
    array[0] = co_await ask(also);
  }
  auto use = [] { return size + also; };
  static_assert(size + also == 7);
  say("%s %s %d %d %d", fixed.c_str(), text, array[0], array[2], other[3]);
  co_return dynamic + use() + int(std::integral_constant<int, size>::value);
}

int main() {
  for (int n : {3, 4})
    say("%d", run(work(n)));
}
