// RUN: %check-behaviour %s

// Storage is given on behind the last use of a variable, unless something else has its address, or knows its name.
#include "support.h"
struct big : tick {
  long a, b, c;
  big(long a, long b, long c) : a(a), b(b), c(c) {}
  void await_suspend(std::coroutine_handle<> h) {
    a = b = c = 99;
    tick::await_suspend(h);
  }
};
// A macro names it.
#define LOG(text) say(text " %ld", it)
task<> logs(long it) {
  LOG("before");
  co_await big{1, 2, 3};
  LOG("behind");
}
task<> logs_reference(long &it) {
  co_await big{1, 2, 3};
  LOG("reference");
}
// A member of it points to another.
struct self {
  long a;
  long *p = &a;
};
task<> points(long n) {
  self s{n};
  long *q = s.p;
  co_await big{1, 2, 3};
  long z[3] = {7, 8, 9};
  co_await big{z[0], z[1], z[2]};
  say("%ld", *q);
}
struct incremented {
  long a, *p;
  explicit incremented(long n) : a(n), p(&++a) {}
};
task<> points_to_incremented(long n) {
  incremented s(n);
  long *q = s.p;
  co_await big{1, 2, 3};
  say("%ld", *q);
}
// It would be another kind of reference.
void sink(int &&) { say("rvalue"); }
void sink(const int &) { say("lvalue"); }
task<> forwards(int &&n) {
  sink(std::forward<decltype(n)>(n));
  co_await big{1, 2, 3};
}
// The increment of a loop names it.
task<> increments(int n) {
  for (int i = 0; long v = (i < n ? i + 10 : 0); say("%ld", v), ++i) {
    long w = v;
    say("%ld", w);
    co_await big{1, 2, 3};
  }
}
int main() {
  run(logs(4));
  long n = 5;
  run(logs_reference(n));
  run(points(6));
  run(points_to_incremented(7));
  int i = 1;
  run(forwards(std::move(i)));
  run(increments(2));
}
