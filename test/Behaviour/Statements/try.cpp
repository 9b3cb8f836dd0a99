// RUN: %check-behaviour %s

// Awaits in a try block, handlers of several kinds, code after.
#include "support.h"

task<int> may_fail(int how) {
  co_await tick{};
  if (how == 1)
    throw error("error");
  if (how == 2)
    throw 2;
  if (how == 3)
    throw noisy("thrown");
  co_return 0;
}

task<int> work(int how) {
  noisy outer("outer");
  int result = -1;
  try {
    noisy inner("inner");
    result = co_await may_fail(how);
    say("no exception");
  } catch (const std::exception &e) {
    say("exception %s", e.what());
  } catch (int n) {
    noisy in_handler("in handler");
    result = n;
  } catch (...) {
    say("something, uncaught %d", std::uncaught_exceptions());
    result = 3;
  }
  co_await tick{};
  say("after");
  co_return result;
}

int main() {
  for (int how : {0, 1, 2, 3})
    say("%d", run(work(how)));
  destroy_at_every_point([] { return work(1); });
}
