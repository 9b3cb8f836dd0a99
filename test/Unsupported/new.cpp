// An allocation function of the program's own could tell that the memory comes behind the suspension.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

struct mine {
  int v;
  static void *operator new(std::size_t size) {
    say("new");
    return ::operator new(size);
  }
  static void operator delete(void *memory) { ::operator delete(memory); }
};
// CHECK: coroutine 'allocates' is left native: a suspension inside the initialiser of a new-expression with an allocation function of the program's own
task<> allocates() {
  auto *p = new mine{co_await later(1)};
  say("made %d", p->v);
  delete p;
}

int main() { run(allocates()); } // PRINTS: made 1
