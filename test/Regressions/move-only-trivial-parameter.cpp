// RUN: %check-behaviour %s

// A parameter of a class that is trivially copyable, but only moves.
#include "support.h"
struct moves {
  long n;
  moves(long n) : n(n) {}
  moves(const moves &) = delete;
  moves(moves &&) = default;
};
task<> work(moves m) {
  co_await tick{};
  say("%ld", m.n);
}
int main() { run(work(moves(3))); }
