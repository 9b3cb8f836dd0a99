// Awaits inside macros: as an argument, as the body, as an operator; used twice, spelled out, nested, in a whole function.
// RUN: %check-behaviour %s
#include "support.h"

#define AWAIT co_await
#define GET(n) (co_await ask(n))
#define TWICE(x) ((x) + (x))
#define CHECK(condition)                                                                                              \
  do {                                                                                                                \
    if (!(condition))                                                                                                 \
      say("failed: " #condition);                                                                                     \
    else                                                                                                              \
      say("ok: " #condition);                                                                                         \
  } while (false)
#define LET(name, value) auto name = co_await (value)
#define RETURN_IF(n)                                                                                                  \
  if (auto got = co_await ask(n); got > 5)                                                                            \
  co_return got

#define PLUS_TWICE(x) x + x
#define REPORT(x) say(#x " is %d", x)
#define HEADER(n) for (int i = 0; i < n; ++i)
#define AROUND(...) __VA_ARGS__
#define NOTHING
#define WITH_PRAGMA(x)                                                                                                \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wunused\"") say("%d", (x));                       \
  _Pragma("GCC diagnostic pop")
#define BODY(n)                                                                                                       \
  {                                                                                                                   \
    co_await tick();                                                                                                  \
    co_return n;                                                                                                      \
  }
#define DEFINE(function, n)                                                                                           \
  task<int> function(noisy value) {                                                                                   \
    say("in " #function);                                                                                             \
    co_await tick();                                                                                                  \
    co_return value.name.size() + n;                                                                                  \
  }

task<int> bodied(int n) BODY(n + 1)
DEFINE(defined, 7)

// clang-format off
task<int> spelled(int &reference, noisy object) {
  int &alias = reference;
  int local = co_await ask(1);
  REPORT(local);
  REPORT(alias);      // becomes a pointer in the frame
  REPORT(PLUS_TWICE(alias));
  say("%d", PLUS_TWICE(co_await ask(2)));
  REPORT(co_await ask(3) /* said aloud */ + local);
  HEADER(2) {
    noisy each("each");
    co_await tick();
    NOTHING
  }
  AROUND(
    // a comment inside
    noisy inner("inner");
    co_await tick();
    say("%s", inner.c_str());
  )
  WITH_PRAGMA(co_await ask(4));
  (void)__builtin_constant_p(co_await ask(4)); // does not evaluate it
  auto later = [&, n = co_await ask(5)](int x) { REPORT(x + n + local); return AROUND(alias + local); };
  say("%d", later(3));
  if (AROUND(co_await ask(6) > 2 && co_await ask(0)) || AROUND(local)) say("one");
  else say("other");
  REPORT(object.name.size() > 2);
  co_return AROUND(local) + alias;
}
// clang-format on

int total = 0;
struct counter {
  int count = 1;
#define ADD(n) (count += n, total += count)
  task<int> add() {
    ADD(co_await ask(1));
    ADD(2);
    REPORT(count);
    co_return count;
  }
};

task<int> work() {
  int a = AWAIT ask(1) + GET(2);
  int b = TWICE(co_await ask(3));
  CHECK(co_await ask(4) == 4);
  CHECK(GET(0));
  LET(made, make("made"));
  say("%d %d %s", a, b, made.c_str());
  RETURN_IF(5);
  RETURN_IF(6);
  co_return 0;
}

int main() {
  say("%d", run(work()));
  say("%d %d", run(bodied(1)), run(defined("value")));
  int n = 40;
  say("%d", run(spelled(n, "object")));
  counter c;
  say("%d", run(c.add()));
}
