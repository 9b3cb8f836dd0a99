// RUN: %check-behaviour %s

// switch with an initialiser, with a declaration as its condition, and on an enumeration.
#include "support.h"

enum class state { idle, running, finished };
task<state> next(state s) {
  co_await tick{};
  co_return state(int(s) + 1);
}

task<> work() {
  state s = state::idle;
  for (bool more = true; more;) {
    switch (noisy guard("guard"); s) {
    case state::idle:
      say("idle");
      s = co_await next(s);
      break;
    case state::running: {
      using enum state;
      noisy inner("inner");
      s = co_await next(s);
      say(s == finished ? "is finished" : "?");
      continue;
    }
    case state::finished:
      more = false;
    }
    say("turn");
  }
  switch (int k = co_await ask(2); int m = co_await ask(k + 1)) {
  case 3:
    say("%d %d", k, m);
    co_await tick{};
    say("%d %d", k, m);
  }
}

int main() { run(work()); }
