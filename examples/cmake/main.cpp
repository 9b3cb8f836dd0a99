#include "primes.h"
#include <cstdio>

int main() {
  auto few = take(primes(100), 10);
  while (int *prime = few.next())
    std::printf("%d ", *prime);
  std::printf("\n");
}
