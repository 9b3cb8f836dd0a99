//===- ThreadPool.cpp - Work for other threads ----------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Internal.h"
#include "switchback/thread_pool.h"
#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace switchback {

namespace asio = boost::asio;

namespace {

std::mutex size_mutex;
std::size_t requested_size = 0;
bool default_started = false;

/// Set on the threads of a pool.
constinit thread_local const void *pool_of_thread = nullptr;

std::size_t usual_size() noexcept {
  return std::max<std::size_t>(2, std::thread::hardware_concurrency());
}

/// Never destroyed, since work may come until the very end of the process; but
/// then nothing runs it.
class default_pool {
public:
  default_pool() : threads(new asio::thread_pool(start())) {}
  ~default_pool() {
    threads->stop();
    // exit() may be called on one of the threads.
    if (pool_of_thread != threads)
      threads->join();
  }
  asio::thread_pool *const threads;

private:
  static std::size_t start() {
    std::lock_guard lock(size_mutex);
    default_started = true;
    return requested_size ? requested_size : usual_size();
  }
};

asio::thread_pool &default_threads() {
  static asio::thread_pool *threads = [] {
    static default_pool pool;
    return pool.threads;
  }();
  return *threads;
}

} // namespace

void detail::pool_post(std::function<void()> work) {
  asio::thread_pool &threads = default_threads();
  asio::post(threads, [&threads, work = std::move(work)] {
    pool_of_thread = &threads;
    work();
  });
}

class thread_pool::implementation final : public synchronization_context {
public:
  implementation(std::size_t count, std::string name)
      : count(count), shown(std::move(name)), threads(count) {}

  void post(std::function<void()> work) override {
    std::lock_guard lock(mutex);
    if (closed)
      throw std::runtime_error("switchback: the thread pool '" + shown +
                               "' has been destroyed");
    asio::post(threads, [self = shared_from_this(), this,
                         work = std::move(work)]() mutable {
      pool_of_thread = this;
      run(std::exchange(work, nullptr), self);
      done();
    });
    ++unfinished;
  }

  /// Waits until there is no work. What is posted after that is refused, so
  /// that none is left to threads that have ended.
  void close() {
    if (pool_of_thread == this)
      detail::misuse("a thread_pool is destroyed on one of its own threads, "
                     "for whose end it would wait");
    {
      std::unique_lock lock(mutex);
      finished.wait(lock, [this] { return unfinished == 0; });
      closed = true;
    }
    threads.join();
  }

  std::string name() const override { return shown; }
  bool is_single_threaded() const noexcept override {
    return count == 1 && pool_of_thread == this;
  }

private:
  void run(std::function<void()> work,
           const std::shared_ptr<synchronization_context> &self) {
    scope current(self);
    try {
      work();
    } catch (...) {
      unhandled_exception(std::current_exception());
    }
  }
  void done() {
    std::lock_guard lock(mutex);
    if (--unfinished == 0)
      finished.notify_all();
  }

  const std::size_t count;
  const std::string shown;
  std::mutex mutex;
  std::condition_variable finished;
  std::size_t unfinished = 0; // by mutex, and so is closed
  bool closed = false;
  asio::thread_pool threads;
};

thread_pool::thread_pool(std::size_t threads, std::string name) {
  if (threads == 0)
    throw std::invalid_argument("switchback::thread_pool: no threads");
  impl = std::make_shared<implementation>(threads, std::move(name));
}

thread_pool::~thread_pool() { impl->close(); }

void thread_pool::post(std::function<void()> work) {
  impl->post(std::move(work));
}

std::shared_ptr<synchronization_context> thread_pool::context() const noexcept {
  return impl;
}

void thread_pool::set_default_size(std::size_t threads) {
  if (threads == 0)
    throw std::invalid_argument("switchback::thread_pool: no threads");
  std::lock_guard lock(size_mutex);
  if (default_started)
    throw std::logic_error(
        "switchback::thread_pool: the default pool has started");
  requested_size = threads;
}

std::size_t thread_pool::default_size() noexcept {
  std::lock_guard lock(size_mutex);
  return requested_size ? requested_size : usual_size();
}

} // namespace switchback
