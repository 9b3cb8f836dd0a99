//===- switchback/event_loop.h - One thread that runs what comes *- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_EVENT_LOOP_H
#define SWITCHBACK_EVENT_LOOP_H

#include "switchback/synchronization_context.h"
#include "switchback/task.h"
#include <cstddef>

namespace switchback {

/// A context whose work is run by one thread at a time, in the order it was
/// posted: what a user interface has. While a thread runs it, it is current
/// there.
///
/// What a piece of work throws goes to `unhandled_exception`, and what that
/// throws leaves `run`, which can then be called again. If the loop is
/// destroyed with work left in it, the work is run, in order, by the thread
/// pool: no continuation is lost.
class event_loop final : public synchronization_context {
  struct made_by_create {};

public:
  /// What takes exceptions of work and of event handlers.
  using exception_handler = std::function<void(std::exception_ptr)>;

  /// A loop that shows as \p name in messages. Allocates.
  static std::shared_ptr<event_loop> create(std::string name = "event loop");

  explicit event_loop(made_by_create, std::string name);
  ~event_loop() override;

  /// Runs work, and waits for more, until `stop()`. A loop that was stopped
  /// before returns at once, once. Throws `std::logic_error` if another thread
  /// is running the loop; it may be run inside of its own work.
  void run();

  /// Waits for one piece of work and runs it. False if stopped instead.
  bool run_one();

  /// Runs what is there, without waiting. Returns how many pieces that were.
  std::size_t poll();

  /// Runs work until \p awaited is complete, and returns its result or throws
  /// what it failed with; `operation_canceled` if stopped before. The way to
  /// have `main` wait for a task without a deadlock.
  template <class T> T run_until(task<T> awaited) {
    run_until_complete(detail::task_access::state(awaited));
    return std::move(awaited).get();
  }

  /// Makes `run` return as soon as the work it is at is done; inside of each
  /// other, all of them. Thread-safe.
  void stop() noexcept;

  /// Has \p handler called, in `run`, with what work and event handlers throw.
  /// An empty one, as at first: `std::terminate` with a message. Thread-safe.
  void set_unhandled_exception_handler(exception_handler handler);

  /// Takes \p work; throws `std::bad_alloc`. Thread-safe.
  void post(std::function<void()> work) override;
  void unhandled_exception(std::exception_ptr error) override;
  std::string name() const override;
  /// True if the calling thread is running the loop, or none is.
  bool is_single_threaded() const noexcept override;

private:
  void run_until_complete(detail::task_state_base *awaited);

  struct implementation;
  std::unique_ptr<implementation> impl;
};

} // namespace switchback

#endif // SWITCHBACK_EVENT_LOOP_H
