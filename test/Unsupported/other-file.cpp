// Only the text of the file that is lowered is changed.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: cmp %s %t.cpp
// RUN: %clangxx -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"

// CHECK: coroutine 'statement' is left native: the statement comes from another file
task<> statement() {
#include "Inputs/statement.inc"
}

// CHECK: coroutine 'expression' is left native: the expression comes from another file
task<> expression() {
  say("sum %d",
      1 +
#include "Inputs/expression.inc"
  );
}

// CHECK: coroutine 'body' is left native: the function's body comes from another file
task<> body()
#include "Inputs/body.inc"

int main() {
  run(statement());  // PRINTS: statement
  run(expression()); // PRINTS: sum 3
  run(body());       // PRINTS: body
}
