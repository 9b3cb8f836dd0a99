//===- Task.cpp - The state that tasks share ------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/task.h"
#include "Internal.h"
#include "switchback/thread_pool.h"
#include <algorithm>
#include <bit>

namespace switchback {

namespace {

std::atomic<unobserved_exception_handler> unobserved_handler{nullptr};

/// How many completions may be inside of each other on one stack. Small enough
/// for a thread's stack when nothing is optimised and everything is checked.
constexpr unsigned max_depth = 64;
constinit thread_local unsigned depth = 0;

/// Whether \p error is a cancellation. There is no portable way to ask but to
/// throw it.
bool is_cancellation(const std::exception_ptr &error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const operation_canceled &) {
    return true;
  } catch (...) {
    return false;
  }
}

std::exception_ptr broken_promise() noexcept {
  try {
    throw broken_promise_error();
  } catch (...) {
    return std::current_exception();
  }
}

detail::continuation *reversed(detail::continuation *list) noexcept {
  detail::continuation *result = nullptr;
  while (list) {
    detail::continuation *next = std::exchange(list->next, result);
    result = std::exchange(list, next);
  }
  return result;
}

} // namespace

unobserved_exception_handler set_unobserved_exception_handler(
    unobserved_exception_handler handler) noexcept {
  return unobserved_handler.exchange(handler);
}

task<> completed_task() noexcept {
  // Never destroyed: tasks may be used until the very end of the process.
  static detail::task_state<void> *const state = [] {
    alignas(detail::task_state<void>) static std::byte
        storage[sizeof(detail::task_state<void>)];
    auto *made = ::new (storage) detail::task_state<void>;
    made->emplace();
    made->complete();
    made->make_immortal();
    return made;
  }();
  return detail::task_access::make(state);
}

namespace detail {

void run_continuations(continuation *list) noexcept {
  if (!list)
    return;
  if (depth >= max_depth) {
    try {
      detail::pool_post([list] { detail::run_continuations(list); });
      return;
    } catch (...) {
      // Deep into the stack is better than never.
    }
  }
  ++depth;
  while (list) {
    // Running a node destroys it.
    continuation *node = std::exchange(list, list->next);
    node->run(node);
  }
  --depth;
}

task_state_base::~task_state_base() = default;

void task_state_base::destroy() noexcept {
  if (status() == task_status::faulted &&
      !observed.load(std::memory_order_relaxed))
    if (unobserved_exception_handler handler = unobserved_handler)
      handler(error);
  if (!block_class)
    return delete this;
  const frame_block block{dynamic_cast<void *>(this), block_class};
  this->~task_state_base();
  detail::deallocate_frame(block);
}

continuation *task_state_base::publish() noexcept {
  if (outcome == task_status::pending)
    misuse("a task is completed without an outcome");
  std::uintptr_t word =
      waiting.exchange(std::uintptr_t(outcome), std::memory_order_acq_rel);
  // Those who came last stand first.
  return reversed(reinterpret_cast<continuation *>(word));
}

void task_state_base::add_useless(disposer dispose) noexcept {
  if (useless.fetch_add(1, std::memory_order_relaxed) >>
      worth_while.load(std::memory_order_relaxed))
    remove_useless(dispose);
}

void task_state_base::remove_useless(disposer dispose) noexcept {
  // The list is taken as a whole, as a completion does, and put back.
  std::uintptr_t seen = waiting.load(std::memory_order_acquire);
  do {
    if (seen <= last_status)
      return;
  } while (!waiting.compare_exchange_weak(seen, 0, std::memory_order_acq_rel,
                                          std::memory_order_acquire));
  continuation *first = nullptr, **end = &first, *last = nullptr;
  std::uint32_t count = 0;
  for (auto *node = reinterpret_cast<continuation *>(seen); node;) {
    continuation *next = node->next;
    if (!dispose(node)) {
      last = *end = node;
      end = &node->next;
      ++count;
    }
    node = next;
  }
  *end = nullptr;
  useless.store(0, std::memory_order_relaxed);
  worth_while.store(std::uint8_t(std::max(4, int(std::bit_width(count)))),
                    std::memory_order_relaxed);
  if (!first)
    return;
  seen = waiting.load(std::memory_order_acquire);
  do {
    if (seen != 0 && seen <= last_status)
      return run_continuations(reversed(first));
    last->next = reinterpret_cast<continuation *>(seen);
  } while (!waiting.compare_exchange_weak(
      seen, reinterpret_cast<std::uintptr_t>(first), std::memory_order_acq_rel,
      std::memory_order_acquire));
}

void task_state_base::set_exception(std::exception_ptr failure) noexcept {
  destroy_value();
  outcome =
      is_cancellation(failure) ? task_status::canceled : task_status::faulted;
  error = std::move(failure);
}

void task_state_base::set_canceled() noexcept {
  destroy_value();
  outcome = task_status::canceled;
}

void task_state_base::rethrow() {
  mark_observed();
  if (error)
    std::rethrow_exception(error);
  throw operation_canceled();
}

std::exception_ptr task_state_base::exception() const noexcept {
  return is_completed() ? error : nullptr;
}

std::vector<std::exception_ptr> task_state_base::exceptions() {
  std::vector<std::exception_ptr> list;
  if (status() == task_status::faulted) {
    collect_exceptions(list);
    mark_observed();
  }
  return list;
}

void task_state_base::collect_exceptions(
    std::vector<std::exception_ptr> &list) const {
  list.push_back(error);
}

void abandon(task_state_base &state) noexcept {
  if (!state.claim())
    return state.release_producer();
  // A promise to nobody; or a call that threw before the body began.
  if (!state.has_readers())
    state.mark_observed();
  state.set_exception(broken_promise());
  state.complete_and_release();
}

void finish_coroutine(task_state_base &state,
                      std::coroutine_handle<> frame) noexcept {
  // What the coroutine had is gone before anybody sees that it has ended.
  state.finishing = true;
  frame.destroy();
  state.complete_and_release();
}

void frame_gone(task_state_base &state) noexcept {
  if (!state.finishing)
    detail::abandon(state);
}

void await_node::resume_in_place(continuation *node) noexcept {
  auto *self = static_cast<await_node *>(node);
  if (!self->capture)
    self->resume_here_or_on_pool();
  else if (self->context)
    self->context.get() == current_context ? self->resume()
                                           : self->post_to_context();
  else
    current_context ? self->post_to_pool() : self->resume_here_or_on_pool();
}

void await_node::resume() noexcept {
  if (detachable) {
    auto *self = static_cast<detachable_node *>(this);
    if (self->claim())
      awaiting.resume();
    return self->release();
  }
  if (link)
    link->clear();
  awaiting.resume();
}

void await_node::resume_here_or_on_pool() noexcept {
  if (must_not_block)
    post_to_pool();
  else
    resume();
}

void await_node::post_to_pool() noexcept {
  try {
    detail::pool_post([this] { resume(); });
  } catch (...) {
    resume();
  }
}

void await_node::post_to_context() noexcept {
  // Work in the context's queue does not own it: then neither would ever go, if
  // it is not run any more.
  std::shared_ptr<synchronization_context> target = std::move(context);
  try {
    target->post_and_release(target, [this] { resume(); });
  } catch (...) {
    post_to_pool();
  }
}

bool await_operation::start_inside(task_state_base &state,
                                   std::coroutine_handle<> awaiting,
                                   wait_link *link, bool capture) noexcept {
  ::new (static_cast<void *>(&node)) await_node(awaiting, capture);
  where = place::inside;
  node.publish(link, &state);
  if (state.add_continuation(node))
    return true;
  node.withdraw();
  return false;
}

bool await_operation::start_outside(task_state_base &state,
                                    std::coroutine_handle<> awaiting,
                                    bool capture) {
  auto *made = new detachable_node(awaiting, capture);
  outside = made;
  where = place::outside;
  if (state.add_continuation(*made))
    return true;
  made->release(); // the reference of the list, which did not take it
  return false;
}

} // namespace detail
} // namespace switchback
