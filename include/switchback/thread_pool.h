//===- switchback/thread_pool.h - Work for other threads --------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_THREAD_POOL_H
#define SWITCHBACK_THREAD_POOL_H

#include "switchback/synchronization_context.h"
#include "switchback/task.h"
#include <cstddef>
#include <optional>
#include <stop_token>

namespace switchback {

namespace detail {

/// Has the default pool run \p work; throws `std::bad_alloc`, and then has not
/// taken it. Where the process is at its end, work is kept, and not run.
void pool_post(std::function<void()> work);

template <class R> struct run_result {
  using type = R;
};
template <class T> struct run_result<task<T>> {
  using type = T;
};

} // namespace detail

/// Threads that run work, and a context: what awaits there goes on there, on
/// any of the threads.
///
/// Besides those that are made there is the default pool, which `run` uses, and
/// continuations that have no context. It is no context itself:
/// `synchronization_context::current()` is null there. It starts when it is
/// first used, and ends with the process: work that has begun is finished, what
/// has not is not.
class thread_pool {
public:
  /// Starts \p threads threads. \p name shows in messages. Throws
  /// `std::invalid_argument` for none, `std::system_error` if the system has no
  /// more, `std::bad_alloc`.
  explicit thread_pool(std::size_t threads, std::string name = "thread pool");
  thread_pool(const thread_pool &) = delete;
  thread_pool &operator=(const thread_pool &) = delete;
  /// Waits until all work is done, and ends the threads. Continuations that
  /// would come later go to the default pool. On a thread of the pool it
  /// aborts, with a message, since it would wait for itself.
  ~thread_pool();

  /// Has a thread run \p work; throws `std::bad_alloc`. What \p work throws
  /// goes to `unhandled_exception` of the context. Thread-safe.
  void post(std::function<void()> work);

  /// The pool as a context, which may outlive it: then its `post` throws
  /// `std::runtime_error`. Single-threaded, for the detection of deadlocks, if
  /// the pool has one thread. Thread-safe.
  std::shared_ptr<synchronization_context> context() const noexcept;

  /// Sets how many threads the default pool will have; unless set, as many as
  /// the machine runs at once, but two at least. Throws `std::logic_error` if
  /// the pool has started, `std::invalid_argument` for none. Thread-safe.
  static void set_default_size(std::size_t threads);
  /// How many it has, or will have. Thread-safe.
  static std::size_t default_size() noexcept;

private:
  class implementation;
  std::shared_ptr<implementation> impl;
};

namespace detail {

/// The state of a function on the pool, with the function.
template <class F, class R> class run_state final : public task_state<R> {
public:
  template <class G>
  run_state(G &&f, std::stop_token stop)
      : function(std::in_place, std::forward<G>(f)), stop(std::move(stop)) {}

  /// Calls the function. Releases the producer.
  void operator()() noexcept {
    if (stop.stop_requested()) {
      function.reset();
      this->set_canceled();
      return this->complete_and_release();
    }
    bool failed = false;
    try {
      call();
    } catch (...) {
      function.reset();
      this->set_exception(std::current_exception());
      failed = true;
    }
    // Behind the handler, which has a reference to the exception.
    if (failed)
      this->complete_and_release();
  }

private:
  using result = std::invoke_result_t<F &>;

  void call() {
    if constexpr (std::is_same_v<result, task<R>>) {
      forward(std::invoke(*function));
    } else {
      if constexpr (std::is_void_v<R>) {
        std::invoke(*function);
        this->emplace();
      } else {
        this->emplace(std::invoke(*function));
      }
      function.reset();
      this->complete_and_release();
    }
  }

  /// Completes as \p inner does. The function lives as long: a lambda that is a
  /// coroutine uses it until then.
  void forward(task<R> operation) {
    inner = std::move(operation);
    node.run = [](continuation *node) noexcept {
      static_cast<inner_node *>(node)->outer.copy_outcome();
    };
    node.publish(&this->link, &task_access::valid_state(inner));
    if (!task_access::state(inner)->add_continuation(node))
      copy_outcome();
  }
  void copy_outcome() noexcept {
    this->link.clear();
    task_state<R> &from = *task_access::state(inner);
    function.reset();
    if (from.status() == task_status::succeeded) {
      try {
        if constexpr (std::is_void_v<R>)
          this->emplace();
        else
          this->emplace(detail::take_result_of(from));
      } catch (...) {
        this->set_exception(std::current_exception());
      }
    } else {
      from.mark_observed();
      if (std::exception_ptr error = from.exception())
        this->set_exception(std::move(error));
      else
        this->set_canceled();
    }
    inner = {};
    this->complete_and_release();
  }

  struct inner_node : await_node {
    explicit inner_node(run_state &outer) noexcept
        : await_node(nullptr, false), outer(outer) {}
    run_state &outer;
  };

  std::optional<F> function;
  std::stop_token stop;
  task<R> inner;
  inner_node node{*this};
};

} // namespace detail

/// Runs \p f on the default pool. The task completes with what it returns or
/// throws; `operation_canceled` makes it canceled. If it returns a task, it is
/// that one's outcome. If \p stop asks for it before \p f has begun, \p f is
/// not called, and the task is canceled.
///
/// Allocates, and copies or moves \p f; throws what that throws, and then \p f
/// will not be called. Thread-safe.
template <class F>
auto run(F &&f, std::stop_token stop = {}) -> task<typename detail::run_result<
    std::invoke_result_t<std::decay_t<F> &>>::type> {
  using R = typename detail::run_result<
      std::invoke_result_t<std::decay_t<F> &>>::type;
  using state = detail::run_state<std::decay_t<F>, R>;
  auto *work = new state(std::forward<F>(f), std::move(stop));
  task<R> handle = detail::task_access::make<R>(work);
  try {
    detail::pool_post([work] { (*work)(); });
  } catch (...) {
    work->release_producer();
    throw;
  }
  return handle;
}

} // namespace switchback

#endif // SWITCHBACK_THREAD_POOL_H
