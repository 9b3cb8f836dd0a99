//===- IoService.h - The one thread that waits for I/O and time -----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_ASYNC_IOSERVICE_H
#define SWITCHBACK_LIB_ASYNC_IOSERVICE_H

#include "switchback/synchronization_context.h"
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <coroutine>

namespace switchback::detail {

/// Where timers, sockets and files wait. Run by one thread, which starts with
/// the first call and ends with the process; it must never block. Tasks may be
/// completed on it: what awaits them goes on in its context or on the pool.
/// Throws `std::system_error` if there are no more threads. Thread-safe.
boost::asio::io_context &io_context();

/// The context that is current on that thread. The library's own coroutines
/// capture it there and so go on there, in place when an operation ends. No
/// code of the user's sees it.
const std::shared_ptr<synchronization_context> &io_thread_context();

/// Ends that thread, for good: for destructors of static objects that know of
/// something that it uses and that is about to end.
void stop_io_thread();

/// `co_await on_io_thread()` goes on there. Throws `std::bad_alloc`, and then
/// stays where it is.
struct on_io_thread {
  bool await_ready() const {
    return current_context == io_thread_context().get();
  }
  void await_suspend(std::coroutine_handle<> awaiting) const {
    boost::asio::post(io_context(), [awaiting] { awaiting.resume(); });
  }
  void await_resume() const noexcept {}
};

} // namespace switchback::detail

#endif // SWITCHBACK_LIB_ASYNC_IOSERVICE_H
