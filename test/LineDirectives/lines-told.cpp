// Code in a coroutine that asks for its line is told that of the original, with the option and without.
// RUN: %check-behaviour %s
// RUN: %check-behaviour %s --lower-args='--all --line-directives'
#include "support.h"
#include <source_location>

#define SAY(WHAT) std::printf("%s at %s:%d\n", WHAT, name_of(__FILE__), __LINE__)
#define CHECK(CONDITION) ((CONDITION) ? void() : std::printf("%s fails at %d\n", #CONDITION, int{__LINE__}) > 0 ? void() : void())
#define TWICE(WHAT) (SAY(WHAT), SAY(WHAT))

const char *name_of(const char *file) {
  const char *name = file;
  for (; *file; ++file)
    if (*file == '/')
      name = file + 1;
  return name;
}

int where(int n, std::source_location here = std::source_location::current()) {
  std::printf("called with %d in line %u\n", n, unsigned(here.line()));
  return n;
}

int add(int a, int b, int line) {
  std::printf("%d + %d in line %d\n", a, b, line);
  return a + b;
}

task<int> number(int n) {
  std::printf("line %d\n", __LINE__);
  co_return n;
}

task<int> talk(int n) {
  SAY("start");
  int first = co_await number(n);
  SAY("after"); // the comment
  CHECK(first == 0);
  int line = __LINE__;
  co_await number(line);

  std::printf("%d\n", line); auto lambda = [&](int m) {
    SAY("lambda"); SAY("again");
    CHECK(m == first);


    return where(m)
      + where(__LINE__);
  };
  lambda(co_await number(2));
  auto kept = [line](int m) {
    SAY("kept");
    return m + line;
  };
  int sum = add(co_await number(3), kept(1), __LINE__);
  sum += add(co_await number(4),
             where(5),
             6);
  if (sum > __LINE__)
    co_await number(__LINE__);
  switch (co_await number(7)) {
  case 7:
    SAY("seven");
    where(co_await number(__LINE__));
    break;
  }
  for (int i = 0; i < 2; ++i) {
    TWICE("loop");
    add(__LINE__,
        __LINE__,

        __LINE__);
    co_await number(i);
  }
  struct local {
    int value;
    int get() {
      SAY("local");
      return value + __LINE__;
    }
  } object{1};
  co_await number(object.get());
  try {
    SAY("in try");
    co_await number(8);
    throw __LINE__;
  } catch (int thrown) {
    std::printf("caught %d in line %d\n", thrown, __LINE__);
  }
  co_return object.get() + __LINE__;
}

struct member {
  int value = 0;
  task<int> go() {
    SAY("member");
    value += co_await number(__LINE__);
    int local = value;
    CHECK(local < 0);
    co_return value;
  }
};

int main() {
  SAY("main");
  std::printf("%d\n", run(talk(1)));
  SAY("main");
  member m;
  std::printf("%d\n", run(m.go()));
  auto in_argument = [](int line) -> task<int> {
    SAY("coroutine lambda");
    co_return line + co_await number(__LINE__);
  }(__LINE__);
  std::printf("%d\n", run(std::move(in_argument)));
  SAY("end");
}
