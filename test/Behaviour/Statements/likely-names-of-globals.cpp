// RUN: %check-behaviour %s

// Functions and types with names that generated code may want, used inside a coroutine.
#include "support.h"

int state = 1;
int step(int n) { return n + 1; }
int alive() { return 2; }
struct frame {
  int n = 3;
};
void resume(const char *s) { say("resume %s", s); }
void destroy(const noisy &n) { say("destroy %s", n.c_str()); }
namespace promise {
int value = 4;
}
struct handle {
  noisy self{"self"};
  int start = 5;
};

task<int> work() {
  noisy local("local");
  frame f;
  handle h;
  resume("first");
  co_await tick{};
  state += step(alive());
  destroy(local);
  resume(h.self.c_str());
  co_await tick{};
  state = step(state);
  co_return state + f.n + h.start + promise::value;
}

int main() {
  say("%d", run(work()));
  say("%d", state);
}
