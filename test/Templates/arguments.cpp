// RUN: %check-behaviour %s

// Arguments that an instance converts, of constants, where a later argument suspends: nobody can tell when that is done.
#include "support.h"

struct store {
  int put(const std::string &key, int value) {
    say("%s: %d", key.c_str(), value);
    return value;
  }
  int put_long(const long &key, int value) {
    say("%ld: %d", key, value);
    return value;
  }
  later<int> put_later(std::string key, int value) { return later(put(key, value)); }
};

template <class S> task<int> puts(S &s, int key) {
  int sum = s.put("first", co_await later(1));
  sum += s.put(std::string(3, 'x'), co_await later(2));
  sum += s.put_long(3, co_await later(4));
  sum += s.put_long(key, co_await later(8));
  sum += co_await s.put_later("last", co_await later(16));
  co_return sum;
}

int main() {
  store s;
  say("%d", run(puts(s, 5)));
}
