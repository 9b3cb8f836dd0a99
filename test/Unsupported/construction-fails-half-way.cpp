// Not lowered yet: diagnosed, and the function is left as it is.
// RUN: not %switchback --all --strict %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: %switchback --all %s -o %t.same -- -std=c++20 -iquote %S/../Inputs 2>/dev/null && sed -n 22,22p %s > %t.line && grep -qxFf %t.line %t.same
// CHECK: error: coroutine {{.*}} is left native: an operand of class type is constructed before a suspension and used behind it

// A member of an aggregate or an element of an array fails to be made: those made before are destroyed.
#include "support.h"

struct picky {
  noisy inner;
  explicit picky(int n) : inner(std::to_string(n)) {
    if (n == 2)
      throw error("two");
  }
};
struct pair {
  picky first, second;
};

task<> aggregate(int n) {
  noisy outer("outer");
  pair p{picky(1), picky(co_await ask(n))};
  say("%s", p.second.inner.c_str());
}

task<> array(int n) {
  noisy outer("outer");
  picky all[] = {picky(co_await ask(0)), picky(n), picky(co_await ask(3))};
  co_await tick{};
  say("%s", all[2].inner.c_str());
}

int main() {
  for (int n : {1, 2}) {
    guarded([&] { run(aggregate(n)); });
    guarded([&] { run(array(n)); });
  }
}
