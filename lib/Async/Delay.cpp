//===- Delay.cpp - A task that a timer completes --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/delay.h"
#include "Timer.h"
#include <optional>

namespace switchback {

namespace {

using detail::task_access;
using detail::task_state;

/// The timer's handler is its producer. A cancellation only stops the timer:
/// the handler then completes the task, on the thread for I/O, so that the one
/// who cancels does not run what comes after.
class delay_state final : public task_state<void> {
public:
  /// Throws std::bad_alloc: then there is no handler, and the caller is still
  /// the producer.
  void start(std::chrono::nanoseconds duration, std::stop_token token) {
    if (token.stop_possible())
      canceling.emplace(std::move(token), stop_timer{timer});
    if (!timer.start(duration, [this](bool elapsed) { end(elapsed); }))
      end(/*elapsed=*/false);
  }

private:
  struct stop_timer {
    detail::timer &timer;
    void operator()() noexcept { timer.stop(); }
  };

  void end(bool elapsed) noexcept {
    canceling.reset();
    if (elapsed)
      emplace();
    else
      set_canceled();
    complete_and_release();
  }

  detail::timer timer;
  std::optional<std::stop_callback<stop_timer>> canceling;
};

task<> canceled_task() {
  detail::state_builder<task_state<void>> built;
  built->set_canceled();
  return task_access::make(built.complete());
}

} // namespace

task<> delay(std::chrono::nanoseconds duration, std::stop_token token) {
  if (token.stop_requested())
    return canceled_task();
  if (duration <= std::chrono::nanoseconds::zero())
    return completed_task();
  auto *state = new delay_state;
  task<> result = task_access::make<void>(state);
  try {
    state->start(duration, std::move(token));
  } catch (...) {
    state->release_producer();
    throw;
  }
  return result;
}

} // namespace switchback
