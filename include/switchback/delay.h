//===- switchback/delay.h - Waiting without a thread ------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DELAY_H
#define SWITCHBACK_DELAY_H

#include "switchback/task.h"
#include <chrono>
#include <stop_token>

namespace switchback {

/// A task that completes after \p duration, counted from now by a clock that
/// nobody sets. No thread waits. Zero and less: it is complete already, and
/// nothing is allocated. `std::chrono::nanoseconds::max()` is about 292 years.
///
/// When \p token asks, the task is canceled, at once; if it asks already, the
/// task is canceled from the start, even where \p duration is zero. What awaits
/// the task goes on in its context or on the pool, not inside of the call that
/// cancels. Canceled or not, nothing is left behind.
///
/// Allocates the task and a timer; throws std::bad_alloc, or std::system_error
/// if the library's thread for I/O cannot be started. Thread-safe.
task<> delay(std::chrono::nanoseconds duration, std::stop_token token = {});

} // namespace switchback

#endif // SWITCHBACK_DELAY_H
