// RUN: %check-behaviour %s

// Scalars, pointers, arrays that decay and aggregates are copies; changes to the originals do not show.
#include "support.h"

struct point {
  int x, y;
};
enum class color : unsigned char { red, green };

task<int> work(int n, point p, color c, const char text[], int (&array)[2], double d, bool b, int *q, int (*f)(int)) {
  n += 1;
  p.x += 10;
  co_await tick{};
  say("%d %d %d %d %s %d %.1f %d %d %d", n, p.x, p.y, int(c), text, array[1], d, b, *q, f(5));
  co_return n + p.x;
}

int twice(int n) { return 2 * n; }

int main() {
  int n = 1, array[2] = {1, 2};
  point p{1, 2};
  task<int> t = work(n, p, color::green, "text", array, 2.5, true, &n, twice);
  n = 100, p.y = 100, array[1] = 100;
  t.resume();
  drain();
  say("%d %d %d", t.await_resume(), n, p.x);
}
