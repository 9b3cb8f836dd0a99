// RUN: %check-behaviour %s

// Awaiters whose class overloads operator& and the comma.
#include "support.h"

struct strange : tick {
  noisy mine{"strange"};
  strange *operator&() {
    say("operator&");
    return nullptr;
  }
  template <class T> void operator,(T &&) { say("comma"); }
  strange &await_resume() { return *this; }
};

task<> work() {
  strange local;
  co_await local;
  co_await strange{};
  strange &result = co_await local;
  say("%s", result.mine.c_str());
  co_await tick{};
  (void)result;
}

int main() { run(work()); }
