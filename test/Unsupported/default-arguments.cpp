// A default argument that is evaluated before a suspension, or made in place, is written out where it is used: that must be
// possible, and the death of its temporaries must be no different.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

class counter {
  static int secret() { return 3; }

public:
  static int sum(int a, noisy, int b = secret()) { return a + b; }
};
// CHECK: coroutine 'private_name' is left native: a default argument that lives across a suspension cannot be written there
task<> private_name() { say("%d", counter::sum(co_await later(1), noisy("n"))); }

int length(int a, noisy, std::string s = std::string(noisy("abc").c_str())) { return a + int(s.size()); }
// CHECK: coroutine 'temporary' is left native: a default argument that lives across a suspension cannot be written there
task<> temporary() { say("length %d", length(co_await later(1), noisy("n"))); }

struct converted {
  converted(int v, const noisy & = noisy("d")) { say("converted %d", v); }
};
void take(const converted &, int n) { say("take %d", n); }
// CHECK: coroutine 'conversion' is left native: a default argument of a conversion lives across a suspension
task<> conversion() { take(co_await later(1), co_await later(2)); }

int main() {
  run(private_name()); // PRINTS: 4
  run(temporary());    // PRINTS: length 4
  run(conversion());   // PRINTS: take 2
}
