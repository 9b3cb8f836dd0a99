// RUN: %check-behaviour %s

// operator co_await overloaded on the operand's value category.
#include "support.h"

struct operation {
  noisy mine;
  later<int> operator co_await() & {
    say("lvalue %s", mine.c_str());
    return later(1);
  }
  later<int> operator co_await() const & {
    say("const lvalue %s", mine.c_str());
    return later(2);
  }
  later<int> operator co_await() && {
    say("rvalue %s", mine.c_str());
    return later(3);
  }
};

task<int> work(operation &parameter) {
  operation local{"local"};
  const operation constant{"constant"};
  int n = co_await local;
  n = 10 * n + co_await constant;
  n = 10 * n + co_await operation{"temporary"};
  n = 10 * n + co_await std::move(local);
  n = 10 * n + co_await parameter;
  co_return n;
}

int main() {
  operation p{"parameter"};
  say("%d", run(work(p)));
}
