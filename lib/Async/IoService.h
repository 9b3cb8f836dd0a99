//===- IoService.h - The one thread that waits for I/O and time -----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_ASYNC_IOSERVICE_H
#define SWITCHBACK_LIB_ASYNC_IOSERVICE_H

#include <boost/asio/io_context.hpp>

namespace switchback::detail {

/// Where timers, sockets and files wait. Run by one thread, which starts with
/// the first call and ends with the process; it must never block. Tasks may be
/// completed on it: what awaits them goes on in its context or on the pool.
/// Throws `std::system_error` if there are no more threads. Thread-safe.
boost::asio::io_context &io_context();

} // namespace switchback::detail

#endif // SWITCHBACK_LIB_ASYNC_IOSERVICE_H
