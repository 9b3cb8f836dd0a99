// RUN: %check-behaviour %s

// References as locals: to locals, parameters, elements, functions; rvalue references; changed through both names.
#include "support.h"

int twice(int n) { return 2 * n; }

task<> work(int &out, noisy by_value) {
  int local = 1;
  int &r = local;
  int &to_out = out;
  noisy &p = by_value;
  int (&f)(int) = twice;
  int array[2] = {1, 2};
  int(&whole)[2] = array;
  const int &element = array[1];
  co_await tick{};
  r += 10;
  to_out = f(local);
  p.name += "!";
  whole[1] = co_await ask(9);
  int &&moved = std::move(local);
  auto &&forwarded = array[0];
  co_await tick{};
  moved += element;
  forwarded = 5;
  say("%d %d %s %d %d", r, to_out, by_value.c_str(), array[0], &r == &moved);
  r = co_await ask(3);
  say("%d", local);
}

int main() {
  int out = 0;
  run(work(out, noisy("value")));
  say("%d", out);
}
