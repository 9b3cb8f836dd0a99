// RUN: %check-behaviour %s

// Coroutine lambdas among the arguments of macros that make strings of them: the strings stay as they are.
#include "support.h"
#define CHECK(...) say("%s: %d", #__VA_ARGS__, int(__VA_ARGS__))
#define SHOW_IMPL(x, text) say("%s: %d", text, int(x))
#define SHOW(x) SHOW_IMPL(x, #x)
template <class F> int n(F f) { (void)f(); return 5; }
task<> work() { co_await tick{}; }
int main() {
  CHECK([](int i) { return i; }(4) == 4);
  CHECK(n([]() -> task<int> { co_await tick{}; co_return 1; }) == 5);
  SHOW(n([]() -> task<int> { co_await tick{}; co_return 1; }) == 5);
  run(work());
}
