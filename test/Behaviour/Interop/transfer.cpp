// RUN: %check-behaviour %s --lower-args=""

// A native and a lowered coroutine transfer to each other a million times on a stack that does not grow.
#include "support.h"

struct player {
  std::coroutine_handle<> other;
  long hits = 0;
};

[[clang::annotate("switchback::async")]]
task<> lowered(player &self, int rounds) {
  while (self.hits < rounds) {
    ++self.hits;
    co_await switch_to{self.other};
  }
}

task<> native(player &self) {
  for (;;) {
    ++self.hits;
    co_await switch_to{self.other};
  }
}

int main() {
  player ping, pong;
  task<> a = lowered(ping, many_transfers), b = native(pong);
  ping.other = b.handle;
  pong.other = a.handle;
  a.resume();
  say("all %d, done %d", ping.hits == many_transfers, a.done());
}
