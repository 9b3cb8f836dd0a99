//===- switchback/detail/joining.h - Waiting for several tasks --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_JOINING_H
#define SWITCHBACK_DETAIL_JOINING_H

#include "switchback/task.h"
#include <ranges>
#include <span>
#include <vector>

namespace switchback::detail {

template <class> constexpr bool is_task = false;
template <class T> constexpr bool is_task<task<T>> = true;

/// One of several tasks that are waited for: a handle, and a place in its list.
struct join_node : continuation {
  /// Moves from \p handle, which is valid.
  template <class T>
  explicit join_node(task<T> &&handle) noexcept
      : continuation(nullptr),
        state(task_access::release(handle).release(), /*adopt=*/true) {}

  /// Has \p function run when the task has ended. False if it has: then not.
  bool add(task_state_base &who, function on_end) noexcept {
    owner = &who;
    run = on_end;
    return state->add_continuation(*this);
  }

  template <class T> task_state<T> &state_of() const noexcept {
    return static_cast<task_state<T> &>(*state);
  }

  reader_ptr<task_state_base> state;
  task_state_base *owner = nullptr;
};

/// The nodes of a range of task<T>. Throws invalid_task_error, std::bad_alloc;
/// then none of an rvalue range's tasks may be relied upon.
template <class Range> std::vector<join_node> join_nodes(Range &&tasks) {
  std::vector<join_node> nodes;
  if constexpr (std::ranges::sized_range<Range>)
    nodes.reserve(std::ranges::size(tasks));
  for (auto &&element : tasks) {
    using task = std::ranges::range_value_t<Range>;
    (void)task_access::valid_state(static_cast<const task &>(element));
    if constexpr (std::is_lvalue_reference_v<Range> ||
                  std::is_const_v<std::remove_reference_t<decltype(element)>>)
      nodes.emplace_back(task(element));
    else
      nodes.emplace_back(task(std::move(element)));
  }
  return nodes;
}

/// Sets what \p nodes, which have all ended, make of \p joined if one failed:
/// the first fault, or else the first cancellation. False if none did.
bool copy_failure(task_state_base &joined,
                  std::span<const join_node> nodes) noexcept;

/// Adds all exceptions of all faults. False if there is none.
bool collect_faults(std::vector<std::exception_ptr> &list,
                    std::span<const join_node> nodes);

/// Whether one of \p nodes can only end after \p context has run something.
bool one_needs(const synchronization_context &context, unsigned depth,
               std::span<const join_node> nodes);
/// Whether each of them can.
bool each_needs(const synchronization_context &context, unsigned depth,
                std::span<const join_node> nodes);

} // namespace switchback::detail

#endif // SWITCHBACK_DETAIL_JOINING_H
