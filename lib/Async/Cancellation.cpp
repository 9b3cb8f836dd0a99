//===- Cancellation.cpp - Sources, time limits and links ------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/cancellation.h"
#include "Timer.h"
#include "switchback/thread_pool.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <forward_list>
#include <mutex>
#include <stdexcept>

namespace switchback {

namespace detail {

namespace {

/// Passes a cancellation on.
struct forward_stop {
  std::stop_source target;
  void operator()() noexcept {
    // A callback may destroy the source, and this with it.
    std::stop_source(target).request_stop();
  }
};

} // namespace

class cancellation_state
    : public std::enable_shared_from_this<cancellation_state> {
public:
  ~cancellation_state() {
    links.clear();
    stop_timer();
  }

  void link(const std::stop_token &token) {
    links.emplace_front(token, forward_stop{stop_state});
  }

  void cancel_after(std::chrono::nanoseconds duration);

  bool cancel() noexcept {
    if (!stop_state.request_stop())
      return false;
    stop_timer();
    return true;
  }

  const std::stop_source &stop() const noexcept { return stop_state; }

private:
  static void elapsed(const std::weak_ptr<cancellation_state> &state,
                      std::uint64_t arming) noexcept;
  void cancel_if(std::uint64_t arming) noexcept;

  void stop_timer() noexcept {
    std::lock_guard lock(mutex);
    if (limit)
      limit->cancel();
  }

  std::stop_source stop_state;
  std::forward_list<std::stop_callback<forward_stop>> links;
  std::mutex mutex;
  std::optional<timer> limit; ///< Few sources have a time limit.
  /// Counts calls of cancel_after(): an earlier one's time may have come
  /// already when a later one replaces it.
  std::uint64_t armings = 0;
};

void cancellation_state::cancel_after(std::chrono::nanoseconds duration) {
  std::lock_guard lock(mutex);
  ++armings;
  if (duration == std::chrono::nanoseconds::max() ||
      stop_state.stop_requested()) {
    if (limit)
      limit->cancel();
    return;
  }
  if (!limit)
    limit.emplace();
  limit->start(duration, [state = weak_from_this(), arming = armings](bool on) {
    if (on)
      elapsed(state, arming);
  });
}

/// On the I/O service's thread, which must not wait for what registered
/// callbacks do.
void cancellation_state::elapsed(const std::weak_ptr<cancellation_state> &state,
                                 std::uint64_t arming) noexcept {
  auto cancel = [state, arming] {
    if (const auto source = state.lock())
      source->cancel_if(arming);
  };
  try {
    pool_post(cancel);
  } catch (...) {
    cancel(); // without memory to post: better here than never
  }
}

void cancellation_state::cancel_if(std::uint64_t arming) noexcept {
  {
    std::lock_guard lock(mutex);
    if (arming != armings)
      return;
  }
  cancel();
}

} // namespace detail

cancellation_source::cancellation_source()
    : state(std::make_shared<detail::cancellation_state>()) {}

cancellation_source::cancellation_source(std::chrono::nanoseconds after)
    : cancellation_source() {
  cancel_after(after);
}

cancellation_source::cancellation_source(cancellation_source &&) noexcept =
    default;
cancellation_source &
cancellation_source::operator=(cancellation_source &&) noexcept = default;
cancellation_source::~cancellation_source() = default;

cancellation_source
cancellation_source::linked(std::span<const std::stop_token> tokens) {
  cancellation_source source;
  for (const std::stop_token &token : tokens)
    source.state->link(token);
  return source;
}

std::stop_token cancellation_source::token() const noexcept {
  return state ? state->stop().get_token() : std::stop_token();
}

bool cancellation_source::cancel() noexcept {
  // A callback may destroy the source: its state lives until the call is over.
  const std::shared_ptr<detail::cancellation_state> kept = state;
  return kept && kept->cancel();
}

void cancellation_source::cancel_after(std::chrono::nanoseconds duration) {
  const std::shared_ptr<detail::cancellation_state> kept = state;
  if (!kept)
    throw std::logic_error("cancel_after on a cancellation_source that has "
                           "been moved from");
  if (duration <= std::chrono::nanoseconds::zero())
    kept->cancel();
  else
    kept->cancel_after(duration);
}

bool cancellation_source::is_cancellation_requested() const noexcept {
  return state && state->stop().stop_requested();
}

cancellation_registration::cancellation_registration(
    std::stop_token token, std::function<void()> callback) {
  if (!callback)
    throw std::invalid_argument("cancellation_registration without a callback");
  registered.emplace(std::move(token), guarded{std::move(callback)});
}

void cancellation_registration::guarded::operator()() noexcept {
  try {
    call();
  } catch (const std::exception &error) {
    std::fprintf(stderr, "switchback: a cancellation callback threw: %s\n",
                 error.what());
    std::abort();
  } catch (...) {
    std::fputs("switchback: a cancellation callback threw\n", stderr);
    std::abort();
  }
}

} // namespace switchback
