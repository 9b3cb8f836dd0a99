// Two coroutines that hand control to each other.
#include "task.h"
#include "workload.h"

namespace {

/// Where the one that does not run waits.
struct court {
  std::coroutine_handle<> waiting = std::noop_coroutine();
  int ball = 0;

  struct pass {
    court &on;
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<> player) noexcept {
      return std::exchange(on.waiting, player);
    }
    void await_resume() noexcept {}
  };
};

} // namespace

static task<int> play(court &on, int n) {
  int hits = 0;
  while (on.ball < n) {
    ++on.ball;
    ++hits;
    co_await court::pass{on};
  }
  co_return hits;
}

static long run(int size) {
  court on;
  task<int> pong = play(on, size), ping = play(on, size);
  pong.start();
  ping.start(); // until one of them is done
  on.waiting.resume();
  return ping.result() + pong.result();
}

static workload row("ping_pong", run, 1000, 1000);
