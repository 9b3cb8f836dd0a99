//===- switchback/detail/await.h - Suspending on a task ---------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Awaiters. A ready one costs a load and a branch; what a suspension needs is
/// made only when there is one.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_AWAIT_H
#define SWITCHBACK_DETAIL_AWAIT_H

#include "switchback/detail/task_state.h"
#include "switchback/synchronization_context.h"
#include <coroutine>

namespace switchback::detail {

/// A coroutine that waits for something, and where it is to go on. Also for
/// awaiters that are not about tasks: whoever completes the operation calls
/// `run`, once.
struct await_node : continuation {
  /// Captures the current context, if \p capture.
  await_node(std::coroutine_handle<> awaiting, bool capture) noexcept
      : continuation(&await_node::resume_in_place), awaiting(awaiting),
        capture(capture) {
    if (capture && current_context)
      context = synchronization_context::current();
    captured = context.get();
  }
  await_node(const await_node &) = delete;

  /// Tells those who look for deadlocks that the coroutine of \p link waits for
  /// \p state, or with null for something else. Before the node can be run.
  void publish(wait_link *link, task_state_base *state) noexcept {
    this->link = link;
    awaited = state;
    if (link)
      link->set(*this);
  }
  /// Takes that back: the coroutine does not suspend after all.
  void withdraw() noexcept {
    if (link)
      link->clear();
  }

  /// Has the coroutine go on where it is to. Never fails: if a context does not
  /// take it, the pool does, and if that does not, this thread.
  static void resume_in_place(continuation *node) noexcept;

  std::coroutine_handle<> awaiting;
  std::shared_ptr<synchronization_context> context;
  /// Still says where it was to go on when `context` has been given up.
  const synchronization_context *captured;
  task_state_base *awaited = nullptr;
  wait_link *link = nullptr;
  bool capture;
  /// Whether this is a detachable_node.
  bool detachable = false;

private:
  void resume() noexcept;
  void resume_here_or_on_pool() noexcept;
  void post_to_pool() noexcept;
  void post_to_context() noexcept;
};

/// The same for coroutines that may be destroyed while they wait, as those of
/// other libraries' types. It is outside of the frame, and belongs both to the
/// await and to what will run it.
struct detachable_node final : await_node {
  detachable_node(std::coroutine_handle<> awaiting, bool capture) noexcept
      : await_node(awaiting, capture) {
    detachable = true;
  }
  /// The await has ended, one way or another.
  void detach() noexcept {
    over.exchange(true, std::memory_order_acq_rel);
    release();
  }
  /// Whether the coroutine is there to be resumed; once.
  bool claim() noexcept {
    return !over.exchange(true, std::memory_order_acq_rel);
  }
  void release() noexcept {
    if (references.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }

private:
  std::atomic<bool> over{false};
  std::atomic<int> references{2};
};

/// Coroutines of this library: they are not destroyed while they wait for a
/// task.
template <class Promise>
concept library_promise =
    requires(Promise &promise) { promise.switchback_wait_link(); };

/// The link of the coroutine with \p promise; null if it has none.
template <class Promise> wait_link *link_of(Promise &promise) noexcept {
  if constexpr (library_promise<Promise>)
    return promise.switchback_wait_link();
  else
    return nullptr;
}

/// An await that may or may not suspend.
class await_operation {
public:
  await_operation() noexcept {}
  await_operation(const await_operation &) = delete;
  ~await_operation() {
    if (where == place::inside)
      node.~await_node();
    else if (where == place::outside)
      outside->detach();
  }

  /// Suspends \p awaiting until \p state is complete, unless it is. Once this
  /// has returned true, the coroutine may already be running, and this object
  /// be gone. For coroutines of others it allocates.
  template <class Promise>
  bool start(task_state_base &state, std::coroutine_handle<Promise> awaiting,
             bool capture) noexcept(library_promise<Promise>) {
    if constexpr (library_promise<Promise>)
      return start_inside(state, awaiting,
                          awaiting.promise().switchback_wait_link(), capture);
    else
      return start_outside(state, awaiting, capture);
  }

private:
  enum class place : unsigned char { none, inside, outside };

  bool start_inside(task_state_base &state, std::coroutine_handle<> awaiting,
                    wait_link *link, bool capture) noexcept;
  bool start_outside(task_state_base &state, std::coroutine_handle<> awaiting,
                     bool capture);

  union {
    await_node node;
    detachable_node *outside;
  };
  place where = place::none;
};

/// What `co_await` of a task with this state gives: of an lvalue a reference,
/// of an rvalue the result itself.
template <class T> decltype(auto) result_of(task_state<T> &state) {
  if (state.status() != task_status::succeeded) [[unlikely]]
    state.rethrow();
  if constexpr (std::is_void_v<T>)
    return;
  else if constexpr (std::is_reference_v<T>)
    return static_cast<T>(*state.value());
  else
    return static_cast<const T &>(state.value());
}

[[noreturn]] void throw_not_copyable();

template <class T> T take_result_of(task_state<T> &state) {
  if constexpr (std::is_void_v<T> || std::is_reference_v<T>) {
    return detail::result_of(state);
  } else {
    if (state.status() != task_status::succeeded) [[unlikely]]
      state.rethrow();
    if constexpr (!is_copyable<T>) {
      if (!state.take())
        detail::throw_not_copyable();
      return std::move(state.value());
    } else if constexpr (std::is_trivially_copy_constructible_v<T>) {
      return state.value();
    } else {
      if (state.take())
        return std::move(state.value());
      return std::as_const(state.value());
    }
  }
}

/// Awaits a state that others may await too.
template <class T> class [[nodiscard]] shared_awaiter {
public:
  /// Until it suspends the coroutine may move; so for all awaiters of tasks.
  using switchback_relocatable = std::true_type;
  /// Something else keeps \p state alive until the coroutine suspends.
  shared_awaiter(task_state<T> &state, bool capture) noexcept
      : state(&state), capture(capture) {}
  shared_awaiter(reader_ptr<task_state<T>> own, bool capture) noexcept
      : state(own.get()), capture(capture), kept(std::move(own)) {}
  shared_awaiter(const shared_awaiter &) = delete;

  bool await_ready() const noexcept { return state->is_completed(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> awaiting) noexcept(
      library_promise<Promise>) {
    // The handle may be destroyed or assigned to while this waits.
    if (!kept)
      kept = reader_ptr<task_state<T>>(state);
    return operation.start(*state, awaiting, capture);
  }
  decltype(auto) await_resume() { return detail::result_of(*state); }

private:
  task_state<T> *state;
  bool capture;
  reader_ptr<task_state<T>> kept;
  await_operation operation;
};

/// Awaits a state that is its own.
template <class T> class [[nodiscard]] owning_awaiter {
public:
  using switchback_relocatable = std::true_type;
  owning_awaiter(reader_ptr<task_state<T>> state, bool capture) noexcept
      : state(std::move(state)), capture(capture) {}
  owning_awaiter(const owning_awaiter &) = delete;

  bool await_ready() const noexcept { return state->is_completed(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> awaiting) noexcept(
      library_promise<Promise>) {
    return operation.start(*state, awaiting, capture);
  }
  T await_resume() { return detail::take_result_of(*state); }

private:
  reader_ptr<task_state<T>> state;
  bool capture;
  await_operation operation;
};

} // namespace switchback::detail

#endif // SWITCHBACK_DETAIL_AWAIT_H
