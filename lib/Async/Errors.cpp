//===- Errors.cpp - What the async library throws, and how it gives up ----===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/errors.h"
#include "Internal.h"
#include "switchback/async_void.h"
#include "switchback/synchronization_context.h"
#include "switchback/task.h"
#include "switchback/value_task.h"
#include <cstdio>
#include <cstdlib>

namespace switchback {

const char *operation_canceled::what() const noexcept {
  return "operation canceled";
}

deadlock_error::deadlock_error(const std::string &task,
                               const std::string &context)
    : std::logic_error("deadlock: waiting for a " + task +
                       " would block the context '" + context +
                       "', in which that has to go on"),
      task(task), context(context) {}

task_already_completed_error::task_already_completed_error()
    : std::logic_error("the task has been completed before") {}

broken_promise_error::broken_promise_error()
    : std::logic_error("what would have completed the task was destroyed") {}

synchronization_context::~synchronization_context() = default;

void synchronization_context::post_and_release(
    std::shared_ptr<synchronization_context> &self,
    std::function<void()> work) {
  post(std::move(work));
  self.reset();
}

std::string synchronization_context::name() const {
  return "synchronization context";
}

bool synchronization_context::is_single_threaded() const noexcept {
  return false;
}

namespace detail {

void misuse(const char *what) noexcept {
  std::fprintf(stderr, "switchback: %s\n", what);
  std::abort();
}

void throw_invalid_task(const char *what) { throw invalid_task_error(what); }

void throw_already_completed() { throw task_already_completed_error(); }

void throw_consumed() {
  throw invalid_task_error("a value_task was used that has been awaited or "
                           "moved from: it gives its result once");
}

void throw_not_copyable() {
  throw invalid_task_error("the result cannot be moved out of a task that "
                           "others refer to, and cannot be copied");
}

void terminate_unhandled(const std::string &where,
                         const std::exception_ptr &error) noexcept {
  const char *context = where.c_str();
  try {
    std::rethrow_exception(error);
  } catch (const std::exception &e) {
    std::fprintf(stderr,
                 "switchback: an exception left an async_void function or "
                 "work posted to %s: %s\n",
                 context, e.what());
  } catch (...) {
    std::fprintf(stderr,
                 "switchback: an exception left an async_void function or "
                 "work posted to %s; it is not a std::exception\n",
                 context);
  }
  std::terminate();
}

void report_unhandled(std::shared_ptr<synchronization_context> context,
                      std::exception_ptr error) noexcept {
  if (!context)
    detail::terminate_unhandled("no synchronization context", error);
  try {
    context->post_and_release(
        context, [context, error] { context->unhandled_exception(error); });
  } catch (...) {
    // Better on a wrong thread than not at all.
    context->unhandled_exception(error);
  }
}

} // namespace detail

void synchronization_context::unhandled_exception(std::exception_ptr error) {
  detail::terminate_unhandled("'" + name() + "'", error);
}

} // namespace switchback
