// RUN: %check-behaviour %s

// A scalar that a loop uses between suspensions is a local there, unless something else may have its address: what a reference is passed to, even if that does not live across a suspension itself.
#include "support.h"
int *kept = nullptr;
void keep(int &object) { kept = &object; }

struct sometimes : tick {
  int n;
  explicit sometimes(int n) : n(n) {}
  bool await_ready() { return n % 2 == 0; }
};
task<int> adds(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    {
      int &reference = sum;
      if (i == 0)
        keep(reference);
      else
        ++*kept;
    }
    sum += i;
    co_await sometimes(i);
  }
  co_return sum;
}
int main() { say("%d", run(adds(5))); }
