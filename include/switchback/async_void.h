//===- switchback/async_void.h - Event handlers -----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_VOID_H
#define SWITCHBACK_ASYNC_VOID_H

#include "switchback/synchronization_context.h"
#include <coroutine>

namespace switchback {

namespace detail {

class wait_link;

/// Has \p context told of \p error, by a post to it; without one, the end.
void report_unhandled(std::shared_ptr<synchronization_context> context,
                      std::exception_ptr error) noexcept;

} // namespace detail

/// The return type of coroutines that handle events, and of nothing else:
/// nobody can wait for one, or learn what became of it. It runs at once, up to
/// its first await that is not ready.
///
/// An exception that leaves it is posted to the synchronization context that
/// was current when it was called, for its `unhandled_exception`. With none,
/// `std::terminate` is called, after a message on stderr that says so and what
/// the exception was.
///
/// One allocation, for the frame; if that fails, the call throws
/// `std::bad_alloc`.
class async_void {
public:
  class promise_type {
  public:
    async_void get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    detail::wait_link *switchback_wait_link() const noexcept {
      return nullptr; // nobody waits for it
    }
    void unhandled_exception() noexcept {
      detail::report_unhandled(std::move(context), std::current_exception());
    }

  private:
    std::shared_ptr<synchronization_context> context =
        synchronization_context::current();
  };
};

} // namespace switchback

#endif // SWITCHBACK_ASYNC_VOID_H
