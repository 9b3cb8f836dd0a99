#pragma once
#include "generator.h"
#include <switchback/annotate.h>

// The primes below limit.
SWITCHBACK_ASYNC generator<int> primes(int limit);

// The first count values of a sequence. A template: lowered where it is, in the header.
template <class T> SWITCHBACK_ASYNC generator<T> take(generator<T> values, int count) {
  while (count-- > 0)
    if (T *value = values.next())
      co_yield *value;
}
