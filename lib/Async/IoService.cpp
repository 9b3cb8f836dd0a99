//===- IoService.cpp - The one thread that waits for I/O and time ---------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "IoService.h"
#include "Internal.h"
#include <boost/asio/executor_work_guard.hpp>
#include <new>
#include <thread>

namespace switchback::detail {

namespace {

class io_context_context final : public synchronization_context {
public:
  explicit io_context_context(boost::asio::io_context &io) : io(io) {}
  void post(std::function<void()> work) override {
    boost::asio::post(io, std::move(work));
  }
  std::string name() const override { return "I/O thread"; }
  bool is_single_threaded() const noexcept override { return true; }

private:
  boost::asio::io_context &io;
};

/// Never destroyed, since operations may be started until the very end of the
/// process; but then nothing runs them.
struct service {
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> more{
      io.get_executor()};
  const std::shared_ptr<synchronization_context> context =
      std::make_shared<io_context_context>(io);
  std::thread thread{[this] {
    must_not_block = true;
    synchronization_context::scope current(context);
    for (;;)
      try {
        return void(io.run());
      } catch (const std::bad_alloc &) {
        // A step of an operation of Asio's. Its handler was destroyed, and so
        // what waits for that goes on.
      }
  }};
};

/// Ends the thread with the process.
class service_owner {
public:
  service_owner() : owned(new service) {}
  ~service_owner() { stop(*owned); }

  static void stop(service &stopped) {
    if (!stopped.thread.joinable())
      return;
    stopped.io.stop();
    // exit() may be called on the thread itself.
    if (stopped.thread.get_id() == std::this_thread::get_id())
      stopped.thread.detach();
    else
      stopped.thread.join();
  }
  service *const owned;
};

service &io_service() {
  static service &instance = []() -> service & {
    static service_owner owner;
    return *owner.owned;
  }();
  return instance;
}

} // namespace

boost::asio::io_context &io_context() { return io_service().io; }

const std::shared_ptr<synchronization_context> &io_thread_context() {
  return io_service().context;
}

void stop_io_thread() { service_owner::stop(io_service()); }

} // namespace switchback::detail
