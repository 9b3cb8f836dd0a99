//===- switchback/task.h - A promise of a result ----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_TASK_H
#define SWITCHBACK_TASK_H

#include "switchback/detail/await.h"
#include "switchback/detail/promise.h"
#include "switchback/errors.h"

namespace switchback {

template <class T = void> class task;
template <class T = void> class task_source;

namespace detail {

/// For the library: a task's state, and a task with a state.
struct task_access {
  template <class T>
  static task_state<T> *state(const task<T> &handle) noexcept {
    return handle.state.get();
  }
  /// The state of \p handle; throws invalid_task_error if there is none.
  template <class T> static task_state<T> &valid_state(const task<T> &handle) {
    if (!handle.state) [[unlikely]]
      detail::throw_invalid_task(
          "a task that has no state (made by the "
          "default constructor, or moved from) was used");
    return *handle.state;
  }
  /// A handle, which is one more reader of \p state.
  template <class T> static task<T> make(task_state<T> *state) noexcept {
    return task<T>(reader_ptr<task_state<T>>(state));
  }
  template <class T>
  static task<T> adopt(reader_ptr<task_state<T>> state) noexcept {
    return task<T>(std::move(state));
  }
  template <class T>
  static reader_ptr<task_state<T>> release(task<T> &handle) noexcept {
    return std::move(handle.state);
  }
};

/// A task that is awaited with or without coming back; see configure_await. It
/// was an lvalue or an rvalue then.
template <class T, template <class> class Awaiter>
class [[nodiscard]] configured_task {
public:
  using switchback_relocatable = std::true_type;
  configured_task(reader_ptr<task_state<T>> state, bool capture) noexcept
      : state(std::move(state)), capture(capture) {}
  Awaiter<T> operator co_await() && noexcept {
    return {std::move(state), capture};
  }

private:
  reader_ptr<task_state<T>> state;
  bool capture;
};

} // namespace detail

/// A promise of a `T`, and a handle to it: copies refer to the same. As the
/// return type of a coroutine: calling it runs the body at once, on the
/// caller's thread, up to the first await that is not ready.
///
/// The operation does not depend on handles: when all are gone it runs on to
/// its end. It may be awaited many times, by many, from several threads.
///
/// `co_await` of an lvalue gives a `const T &` into the task, good as long as a
/// handle lives; of an rvalue the `T` itself: moved out if no other handle or
/// await is left, else copied, or, if it cannot be, throwing
/// `invalid_task_error`. A failure is rethrown: the same exception object for
/// every awaiter.
///
/// An await that suspends goes on in the synchronization context that is
/// current where it does so; if there is none, on the thread pool, which may be
/// the very thread that ended the operation. It allocates nothing itself;
/// contexts may when posted to, and if that fails the pool is used instead, or
/// else the thread that ended the operation.
///
/// Thread-safety: one handle is like a `std::shared_ptr`: const members may be
/// called at the same time, others not; distinct handles to one task may be
/// used freely. A handle that was made by the default constructor or moved
/// from is invalid: all that needs the task throws `invalid_task_error`.
///
/// One allocation for each coroutine, which holds frame and result. If it
/// fails, the call throws `std::bad_alloc`, and nothing has started.
template <class T> class [[nodiscard]] task {
public:
  using value_type = T;
  using switchback_relocatable = std::true_type;
  class promise_type : public detail::task_promise<T, task> {};

  /// An invalid handle.
  task() noexcept = default;
  task(const task &) noexcept = default;
  task(task &&) noexcept = default;
  task &operator=(const task &) noexcept = default;
  task &operator=(task &&) noexcept = default;

  /// Whether there is a task behind the handle.
  bool valid() const noexcept { return bool(state); }

  /// Whether it has ended, in whatever way. Throws `invalid_task_error`.
  bool is_completed() const { return valid_state().is_completed(); }
  /// Whether it has ended with an exception other than a cancellation.
  bool is_faulted() const {
    return valid_state().status() == detail::task_status::faulted;
  }
  /// Whether it has ended with operation_canceled.
  bool is_canceled() const {
    return valid_state().status() == detail::task_status::canceled;
  }

  /// The exceptions of a faulted task: one; more for those of when_all. Empty
  /// for all others. Allocates. They then count as observed.
  std::vector<std::exception_ptr> exceptions() const {
    return valid_state().exceptions();
  }

  /// Blocks this thread until the task has ended. Throws `deadlock_error` if it
  /// cannot end while this thread, and the context on it, are blocked, now or
  /// later. Allocates if it has to block.
  void wait() const { valid_state().wait(); }

  /// As wait(), then gives the result as `co_await` would, or throws.
  decltype(auto) get() const & {
    wait();
    return detail::result_of(*state);
  }
  T get() && {
    wait();
    detail::reader_ptr<detail::task_state<T>> own = std::move(state);
    return detail::take_result_of(*own);
  }

  detail::shared_awaiter<T> operator co_await() const & {
    return {valid_state(), true};
  }
  detail::owning_awaiter<T> operator co_await() && {
    valid_state();
    return {std::move(state), true};
  }

  /// `co_await t.configure_await(false)` does not come back to the captured
  /// context, but goes on wherever the operation ended.
  detail::configured_task<T, detail::shared_awaiter>
  configure_await(bool continue_on_captured_context) const & {
    valid_state();
    return {state, continue_on_captured_context};
  }
  detail::configured_task<T, detail::owning_awaiter>
  configure_await(bool continue_on_captured_context) && {
    valid_state();
    return {std::move(state), continue_on_captured_context};
  }

private:
  friend detail::task_access;
  friend detail::promise_base<T, task>;
  explicit task(detail::reader_ptr<detail::task_state<T>> state) noexcept
      : state(std::move(state)) {}
  detail::task_state<T> &valid_state() const {
    return detail::task_access::valid_state(*this);
  }

  detail::reader_ptr<detail::task_state<T>> state;
};

/// The other end of a task: completes it, from any thread, once. What waits is
/// run inside of the call that does, unless it goes to a context.
///
/// The `set_` functions throw `task_already_completed_error` if it has been
/// completed before, the `try_set_` functions then return false. Of several
/// threads that try one succeeds. All of them may be called at the same time;
/// not together with a move or the destructor.
///
/// If the source is destroyed, or assigned to, before it is set, the task
/// faults with `broken_promise_error`. A source that was moved from throws
/// `invalid_task_error`.
template <class T> class task_source {
public:
  /// Allocates the state of the task; throws `std::bad_alloc`.
  task_source() : state(new detail::task_state<T>) {}
  task_source(task_source &&other) noexcept
      : state(std::exchange(other.state, nullptr)) {}
  task_source &operator=(task_source &&other) noexcept {
    task_source(std::move(other)).swap(*this);
    return *this;
  }
  ~task_source() {
    if (state)
      detail::abandon(*state);
  }

  /// A handle to the task. Throws `invalid_task_error` if the only handle there
  /// was has given its result away.
  task<T> get_task() const {
    task<T> handle = detail::task_access::make(&valid_state());
    if (state->is_taken())
      detail::throw_invalid_task("the result of the task has been moved out");
    return handle;
  }

  /// Completes the task with a `T` made from \p args. What its constructor
  /// throws leaves the function, and nothing has happened.
  template <class... Args> bool try_set_value(Args &&...args) {
    detail::task_state<T> &to = valid_state();
    if constexpr (std::is_void_v<T> || std::is_reference_v<T>) {
      if (!to.claim())
        return false;
      to.emplace(std::forward<Args>(args)...);
    } else if constexpr (std::is_nothrow_constructible_v<T, Args...>) {
      if (!to.claim())
        return false;
      to.emplace(std::forward<Args>(args)...);
    } else {
      // Made before it is decided who wins, so that it may fail.
      T value(std::forward<Args>(args)...);
      if (!to.claim())
        return false;
      try {
        to.emplace(std::move(value));
      } catch (...) {
        to.set_exception(std::current_exception());
      }
    }
    to.complete();
    return true;
  }
  template <class... Args> void set_value(Args &&...args) {
    if (!try_set_value(std::forward<Args>(args)...))
      detail::throw_already_completed();
  }

  /// Completes it with \p error: faulted, or canceled if that is an
  /// `operation_canceled`. Throws `std::invalid_argument` if it is null.
  bool try_set_exception(std::exception_ptr error) {
    detail::task_state<T> &to = valid_state();
    if (!error)
      throw std::invalid_argument("switchback::task_source: null exception");
    if (!to.claim())
      return false;
    to.set_exception(std::move(error));
    to.complete();
    return true;
  }
  void set_exception(std::exception_ptr error) {
    if (!try_set_exception(std::move(error)))
      detail::throw_already_completed();
  }

  /// Completes it as canceled.
  bool try_set_canceled() {
    detail::task_state<T> &to = valid_state();
    if (!to.claim())
      return false;
    to.set_canceled();
    to.complete();
    return true;
  }
  void set_canceled() {
    if (!try_set_canceled())
      detail::throw_already_completed();
  }

  void swap(task_source &other) noexcept { std::swap(state, other.state); }

private:
  detail::task_state<T> &valid_state() const {
    if (!state)
      detail::throw_invalid_task("a task_source that was moved from was used");
    return *state;
  }

  detail::task_state<T> *state;
};

/// A task that has completed with \p value. Allocates.
template <class T> task<std::decay_t<T>> make_task_from_value(T &&value) {
  using state = detail::task_state<std::decay_t<T>>;
  detail::state_builder<state> built;
  built->emplace(std::forward<T>(value));
  return detail::task_access::make(built.complete());
}

/// A task that has failed with \p error, which is not null (else
/// `std::invalid_argument`): faulted, or canceled if that is an
/// `operation_canceled`. Allocates.
template <class T = void>
task<T> make_task_from_exception(std::exception_ptr error) {
  if (!error)
    throw std::invalid_argument("switchback::make_task_from_exception: null");
  detail::state_builder<detail::task_state<T>> built;
  built->set_exception(std::move(error));
  return detail::task_access::make(built.complete());
}

/// A task that has completed. Does not allocate: all of them are one.
task<> completed_task() noexcept;

/// Called with the exception of a task that faulted and that nobody awaited,
/// called `get()` of or asked for its exceptions, when the last handle goes.
/// Must not throw. It may be called on any thread, with no lock held.
using unobserved_exception_handler = void (*)(std::exception_ptr error);

/// Sets it, and returns the one before; null, as at first, does nothing.
/// Thread-safe.
unobserved_exception_handler
set_unobserved_exception_handler(unobserved_exception_handler handler) noexcept;

} // namespace switchback

#endif // SWITCHBACK_TASK_H
