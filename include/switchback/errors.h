//===- switchback/errors.h - What the async library throws ------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ERRORS_H
#define SWITCHBACK_ERRORS_H

#include <exception>
#include <stdexcept>
#include <string>

namespace switchback {

/// An operation ended because it was asked to. A task that ends with it, or
/// with what is derived from it, is *canceled*, not faulted.
class operation_canceled : public std::exception {
public:
  const char *what() const noexcept override;
};

/// `get()` or `wait()` would have blocked the only thread that can complete
/// the task. Thrown instead of blocking; the task itself runs on, and can be
/// awaited.
class deadlock_error : public std::logic_error {
public:
  /// \p task and \p context are the names that `what()` shows. Allocates.
  deadlock_error(const std::string &task, const std::string &context);

  /// What was waited for, as far as it has a name: its result type.
  const std::string &task_name() const noexcept { return task; }
  /// The context that would have been blocked.
  const std::string &context_name() const noexcept { return context; }

private:
  std::string task, context;
};

/// A handle was used that refers to nothing: a task that was made by the
/// default constructor or moved from, a `value_task` that was awaited before.
class invalid_task_error : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// A task was to be completed for the second time.
class task_already_completed_error : public std::logic_error {
public:
  task_already_completed_error();
};

/// What would have completed the task is gone: its `task_source` was destroyed
/// before it was set, or its coroutine while it was suspended.
class broken_promise_error : public std::logic_error {
public:
  broken_promise_error();
};

} // namespace switchback

#endif // SWITCHBACK_ERRORS_H
