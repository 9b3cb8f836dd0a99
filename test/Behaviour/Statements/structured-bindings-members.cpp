// RUN: %check-behaviour %s

// Structured bindings of members and arrays, by value and by reference, across suspensions.
#include "support.h"

struct record {
  noisy name;
  int count;
  const double weight;
  unsigned flag : 3;
};
struct make_record : tick {
  record await_resume() { return {"made", 1, 2.5, 3}; }
};

task<> work() {
  auto [a, b, c, d] = co_await make_record{};
  b += co_await ask(10);
  d = 4;
  say("%s %d %.1f %u", a.c_str(), b, c, d);
  record local{"local", 2, 0.5, 1};
  auto &[e, f, g, h] = local;
  f += co_await ask(5);
  h += 1;
  say("%s %d %.1f %u", e.c_str(), local.count, g, unsigned(local.flag));
  const auto &[i, j, k, l] = co_await make_record{};
  co_await tick{};
  say("%s %d %.1f %u", i.c_str(), j, k, unsigned(l));
  int array[] = {1, 2};
  auto [x, y] = array;
  auto &[p, q] = array;
  p += co_await ask(7);
  say("%d %d %d %d", x, y, p, q);
}

int main() { run(work()); }
