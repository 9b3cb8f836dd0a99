// RUN: %check-behaviour %s

// A free operator co_await, found by argument-dependent lookup, for a scoped enumeration and a class.
#include "support.h"

namespace clock_time {
enum class seconds : int {};
struct minutes {
  int count;
};
later<int> operator co_await(seconds s) {
  say("waiting %d s", int(s));
  return later(int(s));
}
auto operator co_await(const minutes &m) {
  say("waiting %d min", m.count);
  return operator co_await(seconds(60 * m.count));
}
} // namespace clock_time

task<> work() {
  int n = co_await clock_time::seconds{2};
  n += co_await clock_time::minutes{1};
  clock_time::minutes local{2};
  n += co_await local;
  say("%d", n);
}

int main() { run(work()); }
