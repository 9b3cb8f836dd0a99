// RUN: %check-behaviour %s

// Objects inside and outside of try blocks, before and after an exception.
#include "support.h"

task<> work() {
  noisy outer("outer");
  try {
    noisy a("a");
    co_await tick{};
    try {
      noisy b("b");
      co_await tick{};
      throw error("inner");
    } catch (const error &e) {
      noisy handler("handler");
      say("caught %s", e.what());
    }
    noisy c("c");
    co_await tick{};
    throw 1;
  } catch (int) {
    say("caught int");
  }
  noisy d("d");
  co_await tick{};
}

int main() { destroy_at_every_point([] { return work(); }); }
