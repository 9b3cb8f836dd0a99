// RUN: %check-behaviour %s

// static and thread_local locals are shared by all calls and made once, also when an await gives their value.
#include "support.h"

task<int> next(int by) {
  static int calls = 0;
  static noisy once("once");
  static const int first = by;
  thread_local int local_calls = 100;
  static constexpr int step = 10;
  static int values[] = {1, 2, 3};
  co_await tick{};
  ++local_calls;
  values[calls % 3] += by;
  say("%s first %d, values %d %d %d, thread %d", once.c_str(), first, values[0], values[1], values[2], local_calls);
  co_return ++calls * step;
}

int main() {
  for (int by : {5, 6, 7})
    say("%d", run(next(by)));
}
