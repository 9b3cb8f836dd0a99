//===- switchback/when_any.h - Until the first task has ended ---*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The first of several, and the others run on. With delay(), a time-out:
///
///   task<page> work = fetch(url);
///   auto first = co_await when_any(work, delay(30s));
///   if (first.index != 0)
///     throw timed_out();
///   page got = co_await work;
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_WHEN_ANY_H
#define SWITCHBACK_WHEN_ANY_H

#include "switchback/detail/joining.h"
#include "switchback/task.h"
#include <mutex>
#include <ranges>
#include <tuple>
#include <vector>

namespace switchback {

/// What when_any of several arguments gives.
template <class... Ts> struct when_any_result {
  /// Which argument was the first to end.
  std::size_t index;
  /// All of them; the one at `index` has ended.
  std::tuple<task<Ts>...> tasks;
};

/// What when_any of a range gives.
template <class T> struct when_any_element {
  /// Which element was the first to end.
  std::size_t index;
  /// That one.
  switchback::task<T> task;
};

namespace detail {

/// The part of a state that waits for the first of several which does not know
/// their types. \p Derived has the nodes and makes the result. Those that come
/// later find nothing left but their node, and the memory it is in.
template <class Derived, class Result>
class when_any_state : public task_state<Result> {
public:
  /// Waits for \p all, which are not none, and stay where they are as long as
  /// this does.
  void start(std::span<join_node> all) noexcept {
    nodes = all;
    for (join_node &node : all) {
      // Each node that is in a list keeps this.
      this->add_producer();
      if (!node.add(*this, &ended)) {
        ended(&node);
        break;
      }
    }
    step();
    this->release_producer();
  }

private:
  static void ended(continuation *node) noexcept {
    auto *ended = static_cast<join_node *>(node);
    auto *self = static_cast<when_any_state *>(ended->owner);
    if (self->claim()) {
      self->first = std::size_t(ended - self->nodes.data());
      self->step();
    }
    self->release_producer();
  }

  /// Both the decision and the end of start(), which uses the handles, have to
  /// come first.
  void step() noexcept {
    if (steps.fetch_sub(1, std::memory_order_acq_rel) != 1)
      return;
    {
      // From now on nobody looks at the handles, which are to go.
      std::lock_guard lock(mutex);
      decided = true;
    }
    static_cast<Derived *>(this)->take_result(first);
    this->complete();
  }

  bool branches_need(const synchronization_context &context,
                     unsigned depth) override {
    std::lock_guard lock(mutex);
    return !decided && detail::each_needs(context, depth, nodes);
  }

  std::span<join_node> nodes;
  std::size_t first = 0;
  std::atomic<int> steps{2};
  std::mutex mutex;
  bool decided = false;
};

template <class... Ts>
class when_any_of final
    : public when_any_state<when_any_of<Ts...>, when_any_result<Ts...>> {
public:
  explicit when_any_of(task<Ts> &...tasks) noexcept
      : nodes{join_node(std::move(tasks))...} {}

  void start() noexcept { when_any_of::when_any_state::start(nodes); }

  void take_result(std::size_t index) noexcept {
    take_result(index, std::index_sequence_for<Ts...>());
  }

private:
  template <std::size_t... Is>
  void take_result(std::size_t index, std::index_sequence<Is...>) noexcept {
    this->emplace(when_any_result<Ts...>{
        index, std::tuple<task<Ts>...>(
                   task_access::make(&nodes[Is].template state_of<Ts>())...)});
    ((nodes[Is].state = {}), ...);
  }

  join_node nodes[sizeof...(Ts)];
};

template <class T>
class when_any_in final
    : public when_any_state<when_any_in<T>, when_any_element<T>> {
public:
  explicit when_any_in(std::vector<join_node> all) noexcept
      : nodes(std::move(all)) {}

  void start() noexcept { when_any_in::when_any_state::start(nodes); }

  void take_result(std::size_t index) noexcept {
    this->emplace(when_any_element<T>{
        index, task_access::make(&nodes[index].template state_of<T>())});
    for (join_node &node : nodes)
      node.state = {};
  }

private:
  std::vector<join_node> nodes;
};

} // namespace detail

/// A task that completes when the first of \p tasks does, in whatever way: it
/// does not fail if that one has failed, which shows when that one is awaited.
/// If several have ended already, it is the first of those in the order of the
/// arguments.
///
/// The others run on, and nothing waits for them. If one of them faults and no
/// handle is left, that goes unobserved (set_unobserved_exception_handler).
/// Until it ends, each of the others keeps a few words of memory that belong
/// to this.
///
/// Throws invalid_task_error, before anything is waited for, if an argument is
/// invalid; std::bad_alloc. One allocation. Thread-safe. Without arguments it
/// does not compile: that would never complete.
template <class... Ts>
  requires(sizeof...(Ts) != 0)
task<when_any_result<Ts...>> when_any(task<Ts>... tasks) {
  ((void)detail::task_access::valid_state(tasks), ...);
  auto *state = new detail::when_any_of<Ts...>(tasks...);
  auto first = detail::task_access::make<when_any_result<Ts...>>(state);
  state->start();
  return first;
}

/// The same for a range of task<T>. Tasks of an rvalue range are moved from,
/// else copied. Throws std::invalid_argument if the range is empty.
template <std::ranges::input_range Range>
  requires detail::is_task<std::ranges::range_value_t<Range>>
auto when_any(Range &&tasks) {
  using T = typename std::ranges::range_value_t<Range>::value_type;
  std::vector<detail::join_node> nodes =
      detail::join_nodes(std::forward<Range>(tasks));
  if (nodes.empty())
    throw std::invalid_argument("switchback::when_any of no tasks");
  auto *state = new detail::when_any_in<T>(std::move(nodes));
  auto first = detail::task_access::make<when_any_element<T>>(state);
  state->start();
  return first;
}

} // namespace switchback

#endif // SWITCHBACK_WHEN_ANY_H
