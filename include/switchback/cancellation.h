//===- switchback/cancellation.h - Asking operations to stop ----*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Cancellation is cooperative and goes by the standard's `std::stop_token`:
/// operations take one as their last parameter, and end with
/// `operation_canceled` when it asks. What the standard's `std::stop_source`
/// lacks is here: time limits, sources linked to others, and registrations.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_CANCELLATION_H
#define SWITCHBACK_CANCELLATION_H

#include "switchback/errors.h"
#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>

namespace switchback {

namespace detail {
class cancellation_state;
} // namespace detail

/// Whoever wants to cancel holds one of these, and hands out its token().
///
/// Movable, not copyable. A moved-from source has no token to ask: token()
/// gives one that never asks, cancel() returns false, cancel_after() throws.
///
/// Destroying a source does not cancel: its timer stops, its links are cut,
/// and tokens that are left never ask any more if they have not yet. It waits
/// for a cancellation that is passing through a link on another thread.
///
/// Thread-safety: all members but moves and the destructor may be called at
/// once from several threads.
class cancellation_source {
public:
  /// Throws std::bad_alloc. Allocates its state.
  cancellation_source();

  /// A source that cancels itself: see cancel_after().
  explicit cancellation_source(std::chrono::nanoseconds after);

  cancellation_source(cancellation_source &&) noexcept;
  cancellation_source &operator=(cancellation_source &&) noexcept;
  ~cancellation_source();

  /// A source that is canceled when any of \p tokens is, or by itself. If one
  /// asks already, the source is canceled from the start. No tokens are no
  /// error. Throws std::bad_alloc; allocates for each token.
  static cancellation_source linked(std::span<const std::stop_token> tokens);

  template <std::convertible_to<std::stop_token>... Tokens>
  static cancellation_source linked(const Tokens &...tokens) {
    if constexpr (sizeof...(Tokens) == 0) {
      return cancellation_source();
    } else {
      const std::stop_token all[] = {tokens...};
      return linked(std::span<const std::stop_token>(all));
    }
  }

  /// What operations are given. Copies of it are cheap, and may outlive the
  /// source. Never allocates.
  [[nodiscard]] std::stop_token token() const noexcept;

  /// Asks every token's holder to stop. Registered callbacks run on this
  /// thread before it returns. Returns whether this call was the first:
  /// canceling again does nothing. Never allocates.
  bool cancel() noexcept;

  /// Cancels after \p duration, counted from now. A later call replaces the
  /// time of an earlier one; the longest possible duration,
  /// `std::chrono::nanoseconds::max()`, only takes that back. Zero and less
  /// cancel at once, on this thread. Callbacks of a cancellation by time run
  /// on the thread pool; no thread waits meanwhile. Without effect if canceled
  /// already.
  ///
  /// Throws std::bad_alloc, and then nothing has changed but that an earlier
  /// time may have been taken back; std::logic_error if moved-from.
  void cancel_after(std::chrono::nanoseconds duration);

  /// Whether it has been canceled, by whatever way.
  [[nodiscard]] bool is_cancellation_requested() const noexcept;

private:
  std::shared_ptr<detail::cancellation_state> state;
};

/// Throws operation_canceled if \p token asks to stop. What a function does
/// between two steps of long work. Thread-safe; allocates only to throw.
inline void throw_if_cancellation_requested(const std::stop_token &token) {
  if (token.stop_requested())
    throw operation_canceled();
}

/// Calls a function when a token asks to stop, as long as it lives.
///
/// The callback runs at most once: on the thread that cancels, or inside of the
/// constructor if the token asks already. Destroying the registration takes it
/// back, and waits if the callback runs on another thread at that moment; the
/// callback itself may destroy its registration. A callback that throws ends
/// the program with a message: there is nobody who could catch it.
///
/// Neither movable nor copyable; a default-constructed one is empty, for
/// reset(). Thread-safety: that of a plain object; callbacks of different
/// registrations may run at once.
class cancellation_registration {
public:
  cancellation_registration() = default;

  /// Throws std::invalid_argument if \p callback is empty, std::bad_alloc.
  /// Allocates only what the std::function needs.
  cancellation_registration(std::stop_token token,
                            std::function<void()> callback);

  cancellation_registration(const cancellation_registration &) = delete;
  cancellation_registration &
  operator=(const cancellation_registration &) = delete;

  /// Takes the callback back, as destruction does.
  void reset() noexcept { registered.reset(); }

private:
  struct guarded {
    std::function<void()> call;
    void operator()() noexcept;
  };

  std::optional<std::stop_callback<guarded>> registered;
};

} // namespace switchback

#endif // SWITCHBACK_CANCELLATION_H
