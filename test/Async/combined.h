// Coroutines that when_all and when_any are tested with.
#ifndef SWITCHBACK_TEST_ASYNC_COMBINED_H
#define SWITCHBACK_TEST_ASYNC_COMBINED_H

#include "switchback/annotate.h"
#include "switchback/delay.h"
#include "switchback/task.h"
#include <chrono>
#include <stdexcept>
#include <string>

namespace test {

SWITCHBACK_ASYNC inline switchback::task<int>
value_after(int value, std::chrono::nanoseconds t) {
  co_await switchback::delay(t);
  co_return value;
}

SWITCHBACK_ASYNC inline switchback::task<>
fail_after(std::string what, std::chrono::nanoseconds t) {
  co_await switchback::delay(t);
  throw std::runtime_error(what);
}

SWITCHBACK_ASYNC inline switchback::task<>
come_back(switchback::task<> to_wait_for, bool capture) {
  co_await to_wait_for.configure_await(capture);
}

} // namespace test

#endif
