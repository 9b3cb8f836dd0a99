// RUN: %check-behaviour %s

// While one coroutine is destroyed its locals destroy and resume others.
#include "support.h"

task<> inner(const char *name) {
  noisy local(name);
  co_await std::suspend_always{};
  say("%s resumed", name);
  co_await std::suspend_always{};
}

struct resumes {
  task<> &t;
  ~resumes() { t.resume(); }
};

task<> outer() {
  task<> a = inner("a");
  a.resume();
  resumes guard{a};
  task<> b = inner("b");
  b.resume();
  noisy local("local");
  co_await std::suspend_always{};
}

int main() { destroy_at_every_point([] { return outer(); }); }
