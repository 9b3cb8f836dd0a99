//===- switchback/asio_context.h - Tasks and Asio's executors ---*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Tasks among the executors and coroutines of Boost.Asio: an executor as a
/// synchronization context, Asio's coroutines as tasks, and tasks as operations
/// of Asio, with whatever completion token.
///
/// One of the two headers of Switchback that include Asio.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASIO_CONTEXT_H
#define SWITCHBACK_ASIO_CONTEXT_H

#include "switchback/synchronization_context.h"
#include "switchback/task.h"
#include "switchback/use_task.h"
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/system_executor.hpp>
#include <concepts>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>
#include <utility>

namespace switchback {

/// A synchronization context that posts to an executor of Boost.Asio: that of
/// an `io_context`, a `thread_pool`, a strand. Thread-safe.
///
/// It does not keep an `io_context` running: where awaits may be all that is
/// left, hold an `executor_work_guard`. What is posted and never run, since its
/// execution context is gone, is destroyed, and the coroutine with it.
template <class Executor> class asio_context : public synchronization_context {
public:
  /// \p single_threaded: whether the executor runs one thing at a time, as a
  /// strand does, and an `io_context` that one thread runs. Then `get()` on it
  /// is looked at for deadlocks.
  asio_context(Executor executor, std::string name, bool single_threaded)
      : to(std::move(executor)), label(std::move(name)),
        serial(single_threaded) {}

  /// Work that throws does so out of the executor, as any handler.
  void post(std::function<void()> work) override {
    std::shared_ptr<synchronization_context> self = this->shared_from_this();
    asio_context::post_and_release(self, std::move(work));
  }
  void post_and_release(std::shared_ptr<synchronization_context> &self,
                        std::function<void()> work) override {
    // Counts as work until the call has ended: nobody knows that this thread is
    // here, and whom the work sets free may destroy the execution context. That
    // has to be there when a strand is destroyed, and so for the last owner.
    const auto working = boost::asio::prefer(
        to, boost::asio::execution::outstanding_work.tracked);
    boost::asio::post(working, [self, work = std::move(work)]() mutable {
      scope current(std::move(self));
      work();
    });
    self.reset();
  }
  std::string name() const override { return label; }
  bool is_single_threaded() const noexcept override { return serial; }

  const Executor &executor() const noexcept { return to; }

private:
  Executor to;
  std::string label;
  bool serial;
};

namespace detail {
template <class Executor> inline constexpr bool is_strand = false;
template <class Inner>
inline constexpr bool is_strand<boost::asio::strand<Inner>> = true;
} // namespace detail

/// A context for \p executor. Allocates.
template <class Executor>
std::shared_ptr<asio_context<Executor>>
make_asio_context(Executor executor, std::string name = "Asio executor",
                  bool single_threaded = detail::is_strand<Executor>) {
  return std::make_shared<asio_context<Executor>>(
      std::move(executor), std::move(name), single_threaded);
}

/// Runs a coroutine of Asio's on \p executor, as `co_spawn` does, as a task.
///
/// \p token cancels it as a terminal `cancellation_signal` does: the operation
/// that it awaits ends with `operation_aborted`, and the task, if that leaves
/// the coroutine, is canceled. The executor has to run one handler at a time if
/// there is a token that can be stopped.
template <class Executor, class T>
task<T> as_task(Executor executor, boost::asio::awaitable<T> coroutine,
                std::stop_token token = {}) {
  if (!token.stop_possible())
    return boost::asio::co_spawn(std::move(executor), std::move(coroutine),
                                 use_task);
  return boost::asio::co_spawn(executor, std::move(coroutine),
                               use_task(std::move(token), executor));
}

namespace detail {

template <class T> struct await_signature {
  static_assert(std::is_default_constructible_v<T>,
                "Asio's handlers get a value beside the exception: the task's "
                "type has to have a default constructor");
  using type = void(std::exception_ptr, T);
};
template <> struct await_signature<void> {
  using type = void(std::exception_ptr);
};

/// Calls \p handler with \p error, or if that is null with what \p completed
/// has come to.
template <class T, class Handler>
void hand_over(task<T> completed, std::exception_ptr error, Handler handler) {
  // The handler is not called within the try: what it throws is its own matter.
  if constexpr (std::is_void_v<T>) {
    if (!error) {
      try {
        std::move(completed).get();
      } catch (...) {
        error = std::current_exception();
      }
    }
    std::move(handler)(error);
  } else {
    std::optional<T> value;
    if (!error) {
      try {
        value.emplace(std::move(completed).get());
      } catch (...) {
        error = std::current_exception();
      }
    }
    std::move(handler)(error, value ? std::move(*value) : T());
  }
}

/// Waits for a task and then has its handler called by the executor. Once there
/// is one of these, the handler will be called: nothing that follows fails for
/// lack of memory.
template <class T, class Handler, class Executor>
class task_wait final : public continuation {
public:
  task_wait(Handler handler, Executor executor, std::shared_ptr<void> kept)
      : continuation(&ended),
        executor(boost::asio::prefer(
            std::move(executor),
            boost::asio::execution::outstanding_work.tracked)),
        handler(std::move(handler)), kept(std::move(kept)) {}

  /// \p waited_for is valid.
  static void start(std::shared_ptr<task_wait> self,
                    task<T> waited_for) noexcept {
    task_wait &wait = *self;
    wait.awaited = std::move(waited_for);
    wait.own = std::move(self);
    if (!task_access::state(wait.awaited)->add_continuation(wait))
      ended(&wait);
  }
  /// There is no task to wait for.
  static void fail(std::shared_ptr<task_wait> self,
                   std::exception_ptr error) noexcept {
    self->failure = std::move(error);
    complete(self);
  }

private:
  static void ended(continuation *node) noexcept {
    const std::shared_ptr<task_wait> self =
        std::move(static_cast<task_wait *>(node)->own);
    complete(self);
  }
  static void complete(const std::shared_ptr<task_wait> &self) noexcept {
    try {
      boost::asio::post(self->executor,
                        [self]() mutable { run(std::move(self)); });
    } catch (...) { // no memory: better here than never
      run(self);
    }
  }
  static void run(std::shared_ptr<task_wait> self) {
    Handler handler = std::move(self->handler);
    task<T> completed = std::move(self->awaited);
    std::exception_ptr error = std::move(self->failure);
    self.reset(); // with the work that it has the executor count
    detail::hand_over(std::move(completed), std::move(error),
                      std::move(handler));
  }

  using working_executor = std::decay_t<decltype(boost::asio::prefer(
      std::declval<Executor>(),
      boost::asio::execution::outstanding_work.tracked))>;

  working_executor executor; // while there is the rest: destroyed last
  task<T> awaited;
  std::exception_ptr failure;
  Handler handler;
  std::shared_ptr<void> kept;
  std::shared_ptr<task_wait> own; ///< While it is in the task's list.
};

/// Will wait on behalf of \p handler, which \p otherwise runs if it has no
/// executor of its own. Until that has ended there is \p kept.
template <class T, class Handler, class Executor>
auto make_task_wait(Handler handler, const Executor &otherwise,
                    std::shared_ptr<void> kept = nullptr) {
  auto executor = boost::asio::get_associated_executor(handler, otherwise);
  return std::make_shared<task_wait<T, Handler, decltype(executor)>>(
      std::move(handler), std::move(executor), std::move(kept));
}

/// What spawn() keeps until the task ends: the function, whose captures a
/// coroutine uses, and work for its executor.
template <class Executor, class F> struct spawned {
  spawned(const Executor &on, F f)
      : working(boost::asio::prefer(
            on, boost::asio::execution::outstanding_work.tracked)),
        call(std::move(f)) {}
  // What the function has may be of the execution context: it goes first.
  std::decay_t<decltype(boost::asio::prefer(
      std::declval<const Executor &>(),
      boost::asio::execution::outstanding_work.tracked))>
      working;
  F call;
};

/// A slot's handler that passes the signal on to a task.
struct stop_on_signal {
  std::stop_source source;
  void operator()(boost::asio::cancellation_type) { source.request_stop(); }
};

/// A token that is stopped when \p handler's operation is cancelled.
template <class Handler> std::stop_token stop_token_of(const Handler &handler) {
  auto slot = boost::asio::get_associated_cancellation_slot(handler);
  if (!slot.is_connected())
    return {};
  std::stop_source source;
  std::stop_token token = source.get_token();
  slot.template emplace<stop_on_signal>(std::move(source));
  return token;
}

template <class F>
concept takes_token = std::invocable<F &, std::stop_token>;

template <class F> auto call_with_token(F &f, std::stop_token token) {
  if constexpr (takes_token<F>)
    return f(std::move(token));
  else
    return f();
}

template <class F>
using task_of =
    decltype(detail::call_with_token(std::declval<F &>(), std::stop_token()));

} // namespace detail

/// Waits for a task as an operation of Asio, for whatever completion token:
///
///   int n = co_await switchback::async_await(work(),
///   boost::asio::use_awaitable);
///
/// The handler's signature is `void(std::exception_ptr, T)`, for `task<>`
/// without `T`, which has to have a default constructor. The handler is posted
/// to its executor, which counts as having work until then. Cancelling the
/// operation does nothing; use spawn() for that. Throws `invalid_task_error` if
/// there is no task. Allocates.
template <class T, boost::asio::completion_token_for<
                       typename detail::await_signature<T>::type>
                       CompletionToken>
auto async_await(task<T> awaited, CompletionToken &&token) {
  using signature = typename detail::await_signature<T>::type;
  detail::task_access::valid_state(awaited);
  return boost::asio::async_initiate<CompletionToken, signature>(
      [](auto handler, task<T> waited_for) {
        auto wait = detail::make_task_wait<T>(std::move(handler),
                                              boost::asio::system_executor());
        wait->start(wait, std::move(waited_for));
      },
      token, std::move(awaited));
}

/// Calls \p f on \p executor, with a context for that current, and waits for
/// the task that it returns, as co_spawn does for Asio's coroutines:
///
///   switchback::spawn(io, [] { return serve(); }, boost::asio::detached);
///
/// The executor counts as having work until the task is complete; \p f is kept
/// as long, so that it may be a coroutine lambda with captures. It may take a
/// `std::stop_token`, which is stopped when the operation is cancelled. A
/// handler without an executor of its own is posted to \p executor. \p context
/// is what is made current there; by default a new one. Where there is no
/// memory for the start that throws `std::bad_alloc`, and the handler is not
/// called; what fails later, in \p f too, comes to the handler. Otherwise as
/// async_await().
template <class Executor, class F, class CompletionToken>
auto spawn(Executor executor, F f, CompletionToken &&token,
           std::shared_ptr<synchronization_context> context = nullptr) {
  using result = typename detail::task_of<F>::value_type;
  using signature = typename detail::await_signature<result>::type;
  return boost::asio::async_initiate<CompletionToken, signature>(
      [](auto handler, Executor on, F call,
         std::shared_ptr<synchronization_context> current) {
        std::stop_token stop = detail::stop_token_of(handler);
        if (!current)
          current = make_asio_context(on);
        auto kept =
            std::make_shared<detail::spawned<Executor, F>>(on, std::move(call));
        auto wait =
            detail::make_task_wait<result>(std::move(handler), on, kept);
        auto start = [wait = std::move(wait), &function = kept->call,
                      stop = std::move(stop),
                      current = std::move(current)]() mutable {
          task<result> running;
          std::exception_ptr error;
          try {
            synchronization_context::scope scope(current);
            running = detail::call_with_token(function, std::move(stop));
            detail::task_access::valid_state(running);
          } catch (...) {
            error = std::current_exception();
          }
          if (error)
            wait->fail(wait, std::move(error));
          else
            wait->start(wait, std::move(running));
        };
        boost::asio::dispatch(on, std::move(start));
      },
      token, std::move(executor), std::move(f), std::move(context));
}

} // namespace switchback

#endif // SWITCHBACK_ASIO_CONTEXT_H
