#include "primes.h"

SWITCHBACK_ASYNC generator<int> primes(int limit) {
  for (int n = 2; n < limit; ++n) {
    bool is_prime = true;
    for (int d = 2; d * d <= n; ++d)
      is_prime = is_prime && n % d != 0;
    if (is_prime)
      co_yield n;
  }
}
