// RUN: %check-behaviour %s

// Two coroutines transfer to each other a million times on a stack that does not grow.
#include "support.h"

struct player {
  std::coroutine_handle<> other;
  long hits = 0;
};

task<> play(player &self) {
  for (;;) {
    ++self.hits;
    co_await switch_to{self.other};
  }
}

task<> referee(player &self, int rounds) {
  while (self.hits < rounds) {
    ++self.hits;
    co_await switch_to{self.other};
  }
}

int main() {
  player ping, pong;
  task<> a = play(ping), b = referee(pong, many_transfers);
  ping.other = b.handle;
  pong.other = a.handle;
  b.resume();
  say("all %d, pong once more or as often %d", pong.hits == many_transfers, pong.hits - ping.hits <= 1);
  say("done %d", b.done());
}
