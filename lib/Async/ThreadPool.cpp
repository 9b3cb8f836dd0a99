//===- ThreadPool.cpp - Work for other threads ----------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/thread_pool.h"
#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
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

struct thread_pool::implementation {
  implementation(std::size_t count, std::string name)
      : threads(count), count(count), name(std::move(name)) {}
  asio::thread_pool threads;
  std::size_t count;
  std::string name;
};

std::shared_ptr<thread_pool> thread_pool::create(std::size_t threads,
                                                 std::string name) {
  if (threads == 0)
    throw std::invalid_argument("switchback::thread_pool: no threads");
  return std::make_shared<thread_pool>(made_by_create(), threads,
                                       std::move(name));
}

thread_pool::thread_pool(made_by_create, std::size_t threads, std::string name)
    : impl(std::make_unique<implementation>(threads, std::move(name))) {}

thread_pool::~thread_pool() {
  if (pool_of_thread != impl.get()) {
    impl->threads.join();
    return;
  }
  // A thread cannot wait for itself: another does.
  auto *left = impl.release();
  try {
    std::thread([left] {
      left->threads.join();
      delete left;
    }).detach();
  } catch (...) {
    // No more threads: it stays.
  }
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

void thread_pool::post(std::function<void()> work) {
  // Work owns the pool while it runs, not while it waits: the destructor waits
  // for it, and must come.
  asio::post(impl->threads, [this, owner = impl.get(), weak = weak_from_this(),
                             work = std::move(work)]() mutable {
    pool_of_thread = owner;
    std::shared_ptr<thread_pool> self =
        std::static_pointer_cast<thread_pool>(weak.lock());
    scope current(self);
    try {
      std::exchange(work, nullptr)();
    } catch (...) {
      unhandled_exception(std::current_exception());
    }
  });
}

std::string thread_pool::name() const { return impl->name; }

bool thread_pool::is_single_threaded() const noexcept {
  return impl->count == 1 && pool_of_thread == impl.get();
}

} // namespace switchback
