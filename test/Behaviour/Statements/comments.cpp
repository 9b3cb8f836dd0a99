// RUN: %check-behaviour %s

// Comments everywhere /* even "quoted" */ and odd formatting do not disturb the lowering.
#include "support.h"

task<int> work(/* unnamed */ int, int n /* named */) {
  // before the first statement
  int a = 1; // after a declaration
  /* a block
     of two lines */
  co_await tick{}; // after an await: co_return 0;
  int b = /* before */ co_await /* inside */ ask(2) /* after */; /* trailing */
  if (n) // no braces
    // alone
    co_await ask(3); // branch
  else { /* empty */ }
  const char *text = "// not a comment"; char quote = '"';
  const char *raw = R"(co_await "raw")";
  say("%s %c %s", text, quote, raw);
  int c = a + \
          b;
  co_return c; // last
  // after the last
}

int main() {
  say("%d", run(work(0, 0)));
  say("%d", run(work(0, 1)));
}
