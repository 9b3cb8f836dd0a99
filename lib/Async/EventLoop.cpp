//===- EventLoop.cpp - One thread that runs what comes --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Internal.h"
#include "switchback/event_loop.h"
#include "switchback/thread_pool.h"
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <mutex>
#include <thread>

namespace switchback {

namespace asio = boost::asio;

namespace {

/// What a handler for exceptions throws: it is not for the handler again.
struct thrown_by_handler {
  std::exception_ptr error;
};

} // namespace

struct event_loop::implementation {
  explicit implementation(std::string name) : name(std::move(name)) {}

  /// Takes an exception of work.
  void report(const std::exception_ptr &error) {
    std::shared_ptr<const exception_handler> to;
    {
      std::lock_guard lock(mutex);
      to = handler;
    }
    if (!to)
      detail::terminate_unhandled("'" + name + "'", error);
    try {
      (*to)(error);
    } catch (...) {
      throw thrown_by_handler{std::current_exception()};
    }
  }

  /// Calls \p step, which is one of Asio's, until no exception leaves it.
  template <class Step> auto guarded(Step step) {
    for (;;) {
      try {
        return step();
      } catch (const thrown_by_handler &thrown) {
        std::rethrow_exception(thrown.error);
      } catch (...) {
        try {
          report(std::current_exception());
        } catch (const thrown_by_handler &thrown) {
          std::rethrow_exception(thrown.error);
        }
      }
    }
  }

  /// Runs what is left, where the loop is gone. There is no run() for what the
  /// handler throws to leave, so it stays here.
  void drain() noexcept {
    more.reset();
    io.restart();
    for (;;) {
      try {
        guarded([this] { return io.run(); });
        return;
      } catch (...) {
      }
    }
  }

  // Not told that it is for one thread: then work posted before a nested run
  // would wait until that is over.
  asio::io_context io;
  asio::executor_work_guard<asio::io_context::executor_type> more{
      io.get_executor()};
  const std::string name;
  std::atomic<std::size_t> waiting{0};
  std::atomic<std::thread::id> runner{std::thread::id()};
  std::mutex mutex;
  std::shared_ptr<const exception_handler> handler; // by mutex
};

namespace {

/// Makes this thread the one that runs the loop.
class running {
public:
  explicit running(std::atomic<std::thread::id> &runner) : runner(runner) {
    std::thread::id here = std::this_thread::get_id();
    if (!runner.compare_exchange_strong(outer, here) && outer != here)
      throw std::logic_error("switchback::event_loop: another thread runs it");
  }
  running(const running &) = delete;
  ~running() { runner = outer; }
  /// Not inside of another run of the same loop, which has to see a stop too.
  bool outermost() const { return outer == std::thread::id(); }

private:
  std::atomic<std::thread::id> &runner;
  std::thread::id outer;
};

} // namespace

std::shared_ptr<event_loop> event_loop::create(std::string name) {
  return std::make_shared<event_loop>(made_by_create(), std::move(name));
}

event_loop::event_loop(made_by_create, std::string name)
    : impl(std::make_unique<implementation>(std::move(name))) {}

event_loop::~event_loop() {
  if (impl->waiting == 0)
    return;
  // In an allocation that is there already: the pool's work has its address.
  implementation *left = impl.release();
  auto drain = [left] {
    left->drain();
    delete left;
  };
  try {
    detail::pool_post(drain);
  } catch (...) {
    drain();
  }
}

void event_loop::run() {
  auto self = shared_from_this();
  running here(impl->runner);
  scope current(self);
  impl->guarded([&] { return impl->io.run(); });
  if (here.outermost())
    impl->io.restart();
}

bool event_loop::run_one() {
  auto self = shared_from_this();
  running here(impl->runner);
  scope current(self);
  bool again = false;
  std::size_t count = impl->guarded([&]() -> std::size_t {
    // Work that threw has been run.
    return std::exchange(again, true) ? 1 : impl->io.run_one();
  });
  if (count == 0 && here.outermost())
    impl->io.restart();
  return count != 0;
}

std::size_t event_loop::poll() {
  auto self = shared_from_this();
  running here(impl->runner);
  scope current(self);
  std::size_t count = 0;
  while (std::size_t one = impl->guarded([&] { return impl->io.poll_one(); }))
    count += one;
  if (impl->io.stopped() && here.outermost())
    impl->io.restart();
  return count;
}

void event_loop::run_until_complete(detail::task_state_base *awaited) {
  if (!awaited)
    detail::throw_invalid_task("a task that has no state was run");
  // The loop has to wake up when the task completes on another thread.
  struct wake final : detail::continuation {
    explicit wake(std::weak_ptr<synchronization_context> loop)
        : continuation(&completed), loop(std::move(loop)) {}
    static void completed(continuation *node) noexcept {
      std::unique_ptr<wake> self(static_cast<wake *>(node));
      auto loop = std::static_pointer_cast<event_loop>(self->loop.lock());
      if (!loop)
        return;
      try {
        loop->post([] {});
      } catch (...) {
        // Stopping wakes it too, and needs no memory.
        loop->stop();
      }
    }
    std::weak_ptr<synchronization_context> loop;
  };
  auto node = std::make_unique<wake>(weak_from_this());
  if (!awaited->add_continuation(*node))
    return;
  (void)node.release();
  while (!awaited->is_completed())
    if (!run_one() && !awaited->is_completed())
      throw operation_canceled();
}

void event_loop::stop() noexcept { impl->io.stop(); }

void event_loop::set_unhandled_exception_handler(exception_handler handler) {
  auto made = handler ? std::make_shared<exception_handler>(std::move(handler))
                      : nullptr;
  std::shared_ptr<const exception_handler> old = std::move(made);
  std::lock_guard lock(impl->mutex);
  impl->handler.swap(old);
}

void event_loop::post(std::function<void()> work) {
  implementation &queue = *impl;
  ++queue.waiting;
  try {
    asio::post(queue.io, [&queue, work = std::move(work)]() mutable {
      --queue.waiting;
      // What the work owns goes before it is said to have ended.
      std::exchange(work, nullptr)();
    });
  } catch (...) {
    --queue.waiting;
    throw;
  }
}

void event_loop::unhandled_exception(std::exception_ptr error) {
  impl->report(error);
}

std::string event_loop::name() const { return impl->name; }

bool event_loop::is_single_threaded() const noexcept {
  std::thread::id runner = impl->runner;
  return runner == std::thread::id() || runner == std::this_thread::get_id();
}

} // namespace switchback
