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

first_of::~first_of() = default;

bool first_of::each_needs(const synchronization_context &context,
                          unsigned depth) const {
  return std::ranges::all_of(nodes, [&](const join_node &node) {
    return node.state->needs(context, depth);
  });
}

void first_of::start(first_listener &who) noexcept {
  listener = &who;
  for (join_node &node : nodes) {
    references.fetch_add(1, std::memory_order_relaxed);
    if (!node.add(this, &ended)) {
      ended(&node);
      break;
    }
  }
  step();
}

void first_of::ended(continuation *node) noexcept {
  auto *which = static_cast<join_node *>(node);
  auto *self = static_cast<first_of *>(which->owner);
  if (!self->claimed.exchange(true, std::memory_order_acq_rel)) {
    self->first = std::size_t(which - self->nodes.data());
    self->step();
  }
  self->release();
}

void first_of::step() noexcept {
  if (steps.fetch_sub(1, std::memory_order_acq_rel) == 1)
    decide();
}

void first_of::decide() noexcept {
  listener->take_result(first);
  for (join_node &node : nodes)
    node.stop_reading();
  listener->complete_result();
  for (join_node &node : nodes) {
    // The first one's list is gone.
    if (&node != &nodes[first])
      node.watched->add_useless(&dispose);
    node.watched->release_producer();
  }
  release();
}

/// Whether \p node belongs to one of these that has been decided.
bool first_of::dispose(continuation *node) noexcept {
  if (node->run != &ended)
    return false;
  auto *self = static_cast<first_of *>(static_cast<join_node *>(node)->owner);
  if (!self->claimed.load(std::memory_order_acquire))
    return false;
  self->release();
  return true;
}

} // namespace switchback::detail
