//===- switchback/use_task.h - Awaiting Asio's operations -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A completion token for Boost.Asio: with it, any asynchronous operation
/// returns a task.
///
///   std::size_t size =
///       co_await socket.async_read_some(buffer, switchback::use_task);
///   co_await timer.async_wait(switchback::use_task(stop_token));
///
/// One of the two headers of Switchback that include Asio.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_USE_TASK_H
#define SWITCHBACK_USE_TASK_H

#include "switchback/task.h"
#include <atomic>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <tuple>
#include <utility>

namespace switchback {

/// The type of `use_task`.
///
/// The operation is started at once, and runs on if the task is dropped. What
/// its handler gets becomes the result: nothing a `task<>`, one value a
/// `task<T>`, several a `task<std::tuple<...>>`, without a leading error_code
/// or exception_ptr, which become the exception: the first as
/// `boost::system::system_error`. Asio's adapters work in front of it:
/// `as_tuple(use_task)`, `redirect_error(use_task, error)`.
///
/// The task is completed on the thread that runs the handler, that is, by the
/// executor of the I/O object; with `configure_await(false)`, or without a
/// context, the coroutine goes on there, as with `use_awaitable`. If the
/// execution context is destroyed before the operation is done, the task faults
/// with `broken_promise_error`.
///
/// One allocation for the task, apart from Asio's own for the operation, which
/// it recycles; with a token another. Throws `std::bad_alloc`.
class use_task_t {
public:
  constexpr use_task_t() noexcept = default;

  /// The same, with a token: when that is stopped, the operation is cancelled
  /// as by a terminal `cancellation_signal`, from its own executor, and the
  /// task is canceled if the operation then ends with `operation_aborted`. The
  /// token may be stopped by any thread, but, as that posts to the executor,
  /// not while its execution context is destroyed. If it has been stopped
  /// before, nothing is started. The executor is the one that the operation
  /// names, as all of Asio's do but not all of Beast's; or \p executor, which
  /// is then that of the I/O object. It has to run one handler at a time, as
  /// any that is used with Asio's cancellation: a strand, or a context that one
  /// thread runs.
  template <class Executor> class cancellable;
  cancellable<void> operator()(std::stop_token token) const;
  template <class Executor>
  cancellable<Executor> operator()(std::stop_token token,
                                   Executor executor) const;

  /// An executor for I/O objects for which `use_task` is the default:
  /// `use_task_t::as_default_on(socket)`.
  template <class Inner> struct executor_with_default : Inner {
    using default_completion_token_type = use_task_t;
    executor_with_default(const Inner &inner) noexcept : Inner(inner) {}
    template <class Other>
      requires(!std::is_same_v<Other, executor_with_default> &&
               std::is_convertible_v<const Other &, Inner>)
    executor_with_default(const Other &other) noexcept : Inner(other) {}
  };
  template <class Object>
  using as_default_on_t = typename Object::template rebind_executor<
      executor_with_default<typename Object::executor_type>>::other;
  template <class Object> static auto as_default_on(Object &&object) {
    return as_default_on_t<std::decay_t<Object>>(std::forward<Object>(object));
  }
};

template <class Executor> class use_task_t::cancellable {
public:
  std::stop_token token;
  Executor executor;
};
template <> class use_task_t::cancellable<void> {
public:
  std::stop_token token;
};

inline use_task_t::cancellable<void>
use_task_t::operator()(std::stop_token token) const {
  return {std::move(token)};
}
template <class Executor>
use_task_t::cancellable<Executor>
use_task_t::operator()(std::stop_token token, Executor executor) const {
  return {std::move(token), std::move(executor)};
}

inline constexpr use_task_t use_task;

namespace detail {

/// What arguments of a handler make the result of a task.
template <class... Values> struct handler_values {
  using result = std::tuple<std::decay_t<Values>...>;
};
template <> struct handler_values<> {
  using result = void;
};
template <class Value> struct handler_values<Value> {
  using result = std::decay_t<Value>;
};

inline std::exception_ptr
handler_failure(const boost::system::error_code &error) {
  return error ? std::make_exception_ptr(boost::system::system_error(error))
               : nullptr;
}
inline std::exception_ptr handler_failure(std::exception_ptr error) noexcept {
  return error;
}

inline bool is_aborted(const boost::system::error_code &error) noexcept {
  return error == boost::asio::error::operation_aborted;
}
inline bool is_aborted(const std::exception_ptr &error) noexcept {
  if (!error)
    return false;
  try {
    std::rethrow_exception(error);
  } catch (const boost::system::system_error &thrown) {
    return is_aborted(thrown.code());
  } catch (...) {
    return false;
  }
}

/// How a handler with these arguments completes a task.
template <class... Args> struct handler_signature {
  using values = handler_values<Args...>;
  using result = typename values::result;
  using source = task_source<result>;
  static void complete(source &to, bool, Args... args) {
    to.set_value(std::forward<Args>(args)...);
  }
};

template <class Failure, class... Args> struct failing_signature {
  using result = typename handler_values<Args...>::result;
  using source = task_source<result>;
  static void complete(source &to, bool stopped, Failure failure,
                       Args... args) {
    if (stopped && detail::is_aborted(failure))
      to.set_canceled();
    else if (std::exception_ptr error = detail::handler_failure(failure))
      to.set_exception(std::move(error));
    else
      to.set_value(std::forward<Args>(args)...);
  }
};
template <class... Args>
struct handler_signature<boost::system::error_code, Args...>
    : failing_signature<boost::system::error_code, Args...> {};
template <class... Args>
struct handler_signature<std::exception_ptr, Args...>
    : failing_signature<std::exception_ptr, Args...> {};

/// Completes \p to, also if a value throws while it is moved there.
template <class Signature, class... Args>
void complete_with(typename Signature::source &to, bool stopped,
                   Args &&...args) {
  try {
    Signature::complete(to, stopped, std::forward<Args>(args)...);
  } catch (...) {
    to.try_set_exception(std::current_exception());
  }
}

template <class... Args> class use_task_handler {
public:
  using signature = handler_signature<std::decay_t<Args>...>;

  explicit use_task_handler(typename signature::source source) noexcept
      : source(std::move(source)) {}
  void operator()(Args... args) {
    detail::complete_with<signature>(source, false,
                                     std::forward<Args>(args)...);
  }

private:
  typename signature::source source;
};

/// What an operation and the callback of its token share.
template <class Executor>
class cancellable_operation
    : public std::enable_shared_from_this<cancellable_operation<Executor>> {
public:
  explicit cancellable_operation(Executor executor)
      : executor(std::move(executor)) {}

  boost::asio::cancellation_slot slot() noexcept { return signal.slot(); }

  /// Before the operation is started. The callback may come at once.
  void watch(std::stop_token token) {
    callback.emplace(std::move(token), on_stop{this});
  }
  /// Once it has been started: a signal before that would find nothing.
  void started() {
    if (state.fetch_or(is_started) & is_stopped)
      post_signal();
  }
  /// By its handler. Returns whether it was asked to stop.
  bool finish() noexcept {
    finished.store(true);
    callback.reset(); // waits for it, if it is running
    return state.load() & is_stopped;
  }

private:
  struct on_stop {
    cancellable_operation *self;
    void operator()() const noexcept { self->stop(); }
  };

  void stop() noexcept {
    if (state.fetch_or(is_stopped) & is_started)
      post_signal();
  }
  void post_signal() noexcept {
    // Where there is no memory for it, the operation runs to its end.
    try {
      boost::asio::post(executor, [self = this->shared_from_this()] {
        if (!self->finished.load())
          self->signal.emit(boost::asio::cancellation_type::terminal);
      });
    } catch (...) {
    }
  }

  static constexpr int is_started = 1, is_stopped = 2;

  Executor executor;
  boost::asio::cancellation_signal signal;
  std::atomic<int> state = 0;
  std::atomic<bool> finished = false;
  std::optional<std::stop_callback<on_stop>> callback;
};

template <class Executor, class... Args> class cancellable_task_handler {
public:
  using signature = handler_signature<std::decay_t<Args>...>;
  using cancellation_slot_type = boost::asio::cancellation_slot;
  using operation_ptr = std::shared_ptr<cancellable_operation<Executor>>;

  cancellable_task_handler(typename signature::source source,
                           operation_ptr operation) noexcept
      : source(std::move(source)), operation(std::move(operation)) {}

  cancellation_slot_type get_cancellation_slot() const noexcept {
    return operation->slot();
  }
  void operator()(Args... args) {
    const bool stopped = operation->finish();
    detail::complete_with<signature>(source, stopped,
                                     std::forward<Args>(args)...);
  }

private:
  typename signature::source source;
  operation_ptr operation;
};

} // namespace detail
} // namespace switchback

namespace boost::asio {

template <class... Args>
class async_result<switchback::use_task_t, void(Args...)> {
  using handler = switchback::detail::use_task_handler<Args...>;

public:
  using return_type = switchback::task<typename handler::signature::result>;

  template <class Initiation, class... InitArgs>
  static return_type initiate(Initiation &&initiation, switchback::use_task_t,
                              InitArgs &&...args) {
    typename handler::signature::source source;
    return_type result = source.get_task();
    std::forward<Initiation>(initiation)(handler(std::move(source)),
                                         std::forward<InitArgs>(args)...);
    return result;
  }
};

template <class Executor, class... Args>
class async_result<switchback::use_task_t::cancellable<Executor>,
                   void(Args...)> {
  using signature =
      switchback::detail::handler_signature<std::decay_t<Args>...>;

public:
  using return_type = switchback::task<typename signature::result>;

  template <class Initiation, class... InitArgs>
  static return_type
  initiate(Initiation &&initiation,
           switchback::use_task_t::cancellable<Executor> token,
           InitArgs &&...args) {
    if constexpr (!std::is_void_v<Executor>) {
      return start(token.executor, std::move(token.token),
                   std::forward<Initiation>(initiation),
                   std::forward<InitArgs>(args)...);
    } else {
      auto executor = boost::asio::get_associated_executor(initiation);
      static_assert(!std::is_same_v<decltype(executor), system_executor>,
                    "this operation names no executor that could cancel it: "
                    "name the I/O object's in use_task(token, executor)");
      return start(std::move(executor), std::move(token.token),
                   std::forward<Initiation>(initiation),
                   std::forward<InitArgs>(args)...);
    }
  }

private:
  template <class On, class Initiation, class... InitArgs>
  static return_type start(On executor, std::stop_token token,
                           Initiation &&initiation, InitArgs &&...args) {
    using handler = switchback::detail::cancellable_task_handler<On, Args...>;
    using operation_type = switchback::detail::cancellable_operation<On>;

    typename signature::source source;
    return_type result = source.get_task();
    if (token.stop_requested()) {
      source.set_canceled();
      return result;
    }
    auto operation = std::make_shared<operation_type>(std::move(executor));
    operation->watch(std::move(token));
    std::forward<Initiation>(initiation)(handler(std::move(source), operation),
                                         std::forward<InitArgs>(args)...);
    operation->started();
    return result;
  }
};

} // namespace boost::asio

#endif // SWITCHBACK_USE_TASK_H
