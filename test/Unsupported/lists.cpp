// A list that suspends is taken apart into its members.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct referring {
  noisy n;
  const noisy &r;
  int c;
};
// CHECK: coroutine 'reference' is left native: a reference or constant bit-field is initialised in a list that suspends
task<> reference() {
  noisy other("other");
  referring s{noisy("a"), other, co_await later(1)};
  co_await tick{};
  say("%s %d", s.r.c_str(), s.c);
}

struct packed {
  noisy n;
  const int b : 3;
  int c;
};
// CHECK: coroutine 'bit_field' is left native: a reference or constant bit-field is initialised in a list that suspends
task<> bit_field() {
  packed s{noisy("a"), 2, co_await later(3)};
  co_await tick{};
  say("bits %d %d", s.b, s.c);
}

struct with_default {
  noisy n;
  int c;
  std::string s = std::string(noisy("default").c_str());
};
// CHECK: coroutine 'member_initialiser' is left native: a default member initialiser behind a suspension of its list cannot be written there
task<> member_initialiser() {
  with_default s{noisy("a"), co_await later(1)};
  co_await tick{};
  say("member %s", s.s.c_str());
}

int next_id() {
  say("next");
  return 3;
}
struct numbered {
  int id = next_id();
  int c;
};
// CHECK: coroutine 'left_out' is left native: the initialiser of a member that is left out stands in front of a suspension
task<> left_out() {
  numbered s{.c = co_await later(1)};
  say("numbered %d %d", s.id, s.c);
}

// CHECK: coroutine 'anonymous' is left native: an anonymous union that is initialised lives across a suspension
task<> anonymous() {
  union {
    int first = 4;
    char bytes[sizeof(int)];
  };
  co_await tick{};
  say("first %d", first);
}

int main() {
  run(reference());          // PRINTS: other 1
  run(bit_field());          // PRINTS: bits 2 3
  run(member_initialiser()); // PRINTS: member default
  run(left_out());           // PRINTS: numbered 3 1
  run(anonymous());          // PRINTS: first 4
}
