//===- switchback/detail/promise.h - Coroutines that are tasks --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The promise of task and value_task. One block of memory holds
///
///   +-----------------+---------------------------------------+
///   | task_state<T>   | coroutine frame (promise, parameters) |
///   +-----------------+---------------------------------------+
///
/// The coroutine is destroyed when it ends, so that parameters do not live as
/// long as the task; the memory goes with the state. Since the end of it is in
/// the library, no compiler sees both ends and puts the frame elsewhere.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_PROMISE_H
#define SWITCHBACK_DETAIL_PROMISE_H

#include "switchback/detail/frame_memory.h"
#include "switchback/detail/task_state.h"
#include <coroutine>

namespace switchback::detail {

/// Destroys the coroutine that has ended at \p frame, and completes \p state.
void finish_coroutine(task_state_base &state,
                      std::coroutine_handle<> frame) noexcept;

/// The memory of a frame is given back: unless the coroutine has ended, it
/// never will.
void frame_gone(task_state_base &state) noexcept;

struct final_awaiter {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> frame) const noexcept {
    detail::finish_coroutine(frame.promise().state(), frame);
  }
  void await_resume() const noexcept {}
};

template <class T, class Task> class promise_base {
public:
  static void *operator new(std::size_t size) {
    using state = task_state<T>;
    frame_block block;
    if constexpr (over_aligned)
      block = {
          ::operator new(frame_offset + size, std::align_val_t(alignof(state))),
          0};
    else
      block = detail::allocate_frame(frame_offset + size);
    (::new (block.memory) state)->block_class = block.size_class;
    return static_cast<std::byte *>(block.memory) + frame_offset;
  }
  static void operator delete(void *frame) noexcept {
    detail::frame_gone(state_of(frame));
  }

  Task get_return_object() noexcept {
    state().add_first_reader();
    return Task(reader_ptr<task_state<T>>(&state(), true));
  }
  std::suspend_never initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept {
    state().set_exception(std::current_exception());
  }

  task_state<T> &state() noexcept {
    return state_of(
        std::coroutine_handle<promise_base>::from_promise(*this).address());
  }
  wait_link *switchback_wait_link() noexcept { return &state().link; }

private:
  static constexpr std::size_t default_alignment =
      __STDCPP_DEFAULT_NEW_ALIGNMENT__;
  static constexpr bool over_aligned =
      alignof(task_state<T>) > default_alignment;
  static constexpr std::size_t alignment =
      over_aligned ? alignof(task_state<T>) : default_alignment;
  static constexpr std::size_t frame_offset =
      (sizeof(task_state<T>) + alignment - 1) / alignment * alignment;

  static task_state<T> &state_of(void *frame) noexcept {
    return *std::launder(reinterpret_cast<task_state<T> *>(
        static_cast<std::byte *>(frame) - frame_offset));
  }
};

template <class T, class Task>
class task_promise : public promise_base<T, Task> {
public:
  template <class U = T>
    requires std::is_convertible_v<U &&, T>
  void return_value(U &&value) {
    this->state().emplace(std::forward<U>(value));
  }
};

template <class Task>
class task_promise<void, Task> : public promise_base<void, Task> {
public:
  void return_void() noexcept { this->state().emplace(); }
};

} // namespace switchback::detail

#endif // SWITCHBACK_DETAIL_PROMISE_H
