//===- Joining.cpp - What several tasks come to together ------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/detail/joining.h"
#include <algorithm>

namespace switchback::detail {

bool copy_failure(task_state_base &joined,
                  std::span<const join_node> nodes) noexcept {
  const task_state_base *fault = nullptr, *cancellation = nullptr;
  for (const join_node &node : nodes) {
    const task_status status = node.state->status();
    if (status == task_status::faulted) {
      // From now on it is the joined task's to be observed.
      node.state->mark_observed();
      if (!fault)
        fault = node.state.get();
    } else if (status == task_status::canceled && !cancellation) {
      cancellation = node.state.get();
    }
  }
  const task_state_base *first = fault ? fault : cancellation;
  if (!first)
    return false;
  if (std::exception_ptr error = first->exception())
    joined.set_exception(std::move(error));
  else
    joined.set_canceled();
  return true;
}

bool collect_faults(std::vector<std::exception_ptr> &list,
                    std::span<const join_node> nodes) {
  bool any = false;
  for (const join_node &node : nodes) {
    const std::vector<std::exception_ptr> own = node.state->exceptions();
    list.insert(list.end(), own.begin(), own.end());
    any |= !own.empty();
  }
  return any;
}

bool one_needs(const synchronization_context &context, unsigned depth,
               std::span<const join_node> nodes) {
  return std::ranges::any_of(nodes, [&](const join_node &node) {
    return node.state->needs(context, depth);
  });
}

bool each_needs(const synchronization_context &context, unsigned depth,
                std::span<const join_node> nodes) {
  return std::ranges::all_of(nodes, [&](const join_node &node) {
    return node.state->needs(context, depth);
  });
}

} // namespace switchback::detail
