// Promises and locals whose alignment differs between targets and between members and variables.
#include "support.h"

task<double> doubles(double a) {
  double local = a * 2;
  co_await tick{};
  co_return local + 0.5;
}

task<long long> longs(long long a, char c) {
  long long local = a + c;
  co_await tick{};
  co_return local;
}

task<long double> long_doubles() {
  long double sum = 0;
  for (int i = 0; i < 3; ++i) {
    long double part = i * 1.5L;
    co_await tick{};
    sum += part;
  }
  co_return sum;
}

struct alignas(16) wide {
  double x[2];
};
generator<wide> wides() {
  wide local{{1, 2}};
  co_yield local;
  co_yield wide{{3, 4}};
}

int main() {
  say("%g", run(doubles(2)));
  say("%lld", run(longs(1LL << 40, 2)));
  say("%Lg", run(long_doubles()));
  for (const wide &w : wides())
    say("%g %g", w.x[0], w.x[1]);
}
