//===- IoService.cpp - The one thread that waits for I/O and time ---------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "IoService.h"
#include "Deadlock.h"
#include <boost/asio/executor_work_guard.hpp>
#include <thread>

namespace switchback::detail {

namespace {

/// Never destroyed, since operations may be started until the very end of the
/// process; but then nothing runs them.
struct service {
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> more{
      io.get_executor()};
  std::thread thread{[this] {
    must_not_block = true;
    io.run();
  }};
};

/// Ends the thread with the process.
class service_owner {
public:
  service_owner() : owned(new service) {}
  ~service_owner() {
    owned->io.stop();
    // exit() may be called on the thread itself.
    if (owned->thread.get_id() == std::this_thread::get_id())
      owned->thread.detach();
    else
      owned->thread.join();
  }
  service *const owned;
};

} // namespace

boost::asio::io_context &io_context() {
  static service &instance = []() -> service & {
    static service_owner owner;
    return *owner.owned;
  }();
  return instance.io;
}

} // namespace switchback::detail
