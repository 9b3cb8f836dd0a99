// RUN: %check-behaviour %s

// try blocks without suspensions inside a coroutine with them; and lambdas and local classes with try.
#include "support.h"

int parse(const char *text) {
  if (*text < '0' || *text > '9')
    throw error(text);
  return *text - '0';
}

task<int> work(const char *text) {
  int n = co_await ask(1);
  try {
    noisy inner("inner");
    n += parse(text);
  } catch (const error &e) {
    say("caught %s", e.what());
    n = -1;
  }
  auto safe = [](const char *t) {
    try {
      return parse(t);
    } catch (...) {
      return -2;
    }
  };
  n += co_await ask(safe("x"));
  co_return n;
}

int main() {
  for (const char *text : {"5", "y"})
    say("%d", run(work(text)));
}
