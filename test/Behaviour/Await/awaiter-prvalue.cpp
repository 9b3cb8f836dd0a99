// RUN: %check-behaviour %s

// A prvalue awaiter is made in place and lives to the end of the full expression.
#include "support.h"

struct talker {
  noisy mine;
  talker(const char *n) : mine(n) {}
  talker(talker &&) = delete;
  bool await_ready() {
    say("ready %s", mine.c_str());
    return false;
  }
  void await_suspend(std::coroutine_handle<> h) {
    say("suspend %s", mine.c_str());
    event_loop.push_back(h);
  }
  int await_resume() {
    say("resume %s", mine.c_str());
    return 1;
  }
};

talker returned() { return talker("returned"); }

task<> work() {
  co_await talker("statement");
  int n = co_await returned();
  n += co_await (((talker{"parenthesised"})));
  talker made = "local";
  say("%d", co_await made + n);
}

int main() { run(work()); }
