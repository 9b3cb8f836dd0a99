// RUN: %check-behaviour %s

// What a handler leaves behind is used after it: exception_ptr, locals changed in the try, code that awaits afterwards.
#include "support.h"

task<int> fails(int n) {
  co_await tick{};
  throw error("number " + std::to_string(n));
}

task<> work() {
  std::exception_ptr first;
  std::string log;
  for (int i = 0; i < 3; ++i) {
    bool failed = false;
    try {
      log += "try ";
      co_await fails(i);
      log += "never ";
    } catch (const error &e) {
      failed = true;
      log += e.what();
      if (!first)
        first = std::current_exception();
    }
    if (failed) {
      co_await ask(i);
      log += " waited ";
    }
  }
  say("%s", log.c_str());
  co_await tick{};
  try {
    std::rethrow_exception(first);
  } catch (const error &e) {
    say("first was %s", e.what());
  }
  std::rethrow_exception(first);
}

int main() {
  guarded([] { run(work()); });
}
