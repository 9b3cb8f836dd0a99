// RUN: %check-behaviour %s

// Macros that name the function, or what is a macro of its own name in C
// libraries.
#include "support.h"
#include <cassert>

#define TELL(X) say("%s: %s", __func__, X)
#define TELL_ALL(X) say("%s %s: %d", __PRETTY_FUNCTION__, __FUNCTION__, X)
#define out_of_all out_of_all
static std::FILE *out_of_all = stdout;
#define PRINT(...) std::fprintf(out_of_all, __VA_ARGS__)
#define CHECK(X)                                                               \
  do {                                                                         \
    if (!(X))                                                                  \
      std::fprintf(stdout, "%s failed in %s\n", #X, __func__);                 \
  } while (0)

task<int> named(int x) {
  TELL("begins");
  co_await tick{};
  TELL_ALL(x);
  auto tell = [] { TELL("in a closure"); };
  tell();
  assert(x > 0);
  assert(co_await ask(x) == x);
  co_return x;
}
struct client {
  task<int> member(int x) {
    TELL("begins");
    co_await tick{};
    co_return x;
  }
};
template <class T> task<int> pattern(T x) {
  TELL("begins");
  co_await tick{};
  CHECK(co_await ask(x) == 0);
  co_return x;
}
task<int> printed(int x) {
  PRINT("%d\n", co_await ask(x));
  CHECK(co_await ask(2) == 2);
  CHECK(co_await ask(3) == 2);
  co_return 1;
}
int main() {
  run(named(1));
  run(client().member(2));
  run(pattern(3));
  run(printed(4));
  auto closure = [](int x) -> task<int> {
    TELL("begins");
    co_return co_await ask(x);
  };
  run(closure(5));
}
