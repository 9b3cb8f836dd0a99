//===- Timer.h - One moment on the I/O service -------------------*- C++
//-*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Asio's timers are not thread-safe, and a cancellation comes from anywhere:
/// this is one of them with a lock around what changes it. The lock is never
/// held while a handler runs.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_ASYNC_TIMER_H
#define SWITCHBACK_LIB_ASYNC_TIMER_H

#include "IoService.h"
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <mutex>
#include <utility>

namespace switchback::detail {

class timer {
public:
  timer() : asio_timer(io_context()) {}

  /// Calls \p done(elapsed) once, on the I/O service's thread: with true after
  /// \p duration, with false after a cancel() or another start(). Returns
  /// false, and never calls it, if stop() was called before. Throws
  /// std::bad_alloc, and then does not call it either.
  template <class Handler>
  bool start(std::chrono::nanoseconds duration, Handler done) {
    std::lock_guard lock(mutex);
    if (stopped)
      return false;
    asio_timer.expires_after(duration);
    asio_timer.async_wait(
        [done = std::move(done)](
            const boost::system::error_code &error) mutable { done(!error); });
    return true;
  }

  /// Ends what start() began, if it has not elapsed. Does not allocate.
  void cancel() noexcept {
    std::lock_guard lock(mutex);
    asio_timer.cancel();
  }

  /// As cancel(), and there will be no other start().
  void stop() noexcept {
    std::lock_guard lock(mutex);
    stopped = true;
    asio_timer.cancel();
  }

private:
  std::mutex mutex;
  boost::asio::steady_timer asio_timer;
  bool stopped = false;
};

} // namespace switchback::detail

#endif // SWITCHBACK_LIB_ASYNC_TIMER_H
