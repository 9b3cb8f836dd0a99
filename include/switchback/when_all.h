//===- switchback/when_all.h - Until all tasks have ended -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Tasks run from when they are made. So what waits for all of them takes as
/// long as the slowest:
///
///   auto [page, ads] = co_await when_all(fetch(url), fetch_ads());
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_WHEN_ALL_H
#define SWITCHBACK_WHEN_ALL_H

#include "switchback/detail/joining.h"
#include "switchback/task.h"
#include <functional>
#include <ranges>
#include <tuple>
#include <variant>
#include <vector>

namespace switchback {

namespace detail {

/// The part of a state that waits for several which does not know their types.
/// \p Derived has the nodes and makes the result.
template <class Derived, class Result>
class when_all_state : public task_state<Result> {
public:
  /// Waits for \p all, which stay where they are as long as this does.
  void start(std::span<join_node> all) noexcept {
    nodes = all;
    // One more, so that nothing completes before this has gone through.
    pending.store(all.size() + 1, std::memory_order_relaxed);
    for (join_node &node : all)
      if (!node.add(this, &ended))
        arrive();
    arrive();
  }

private:
  static void ended(continuation *node) noexcept {
    static_cast<when_all_state *>(static_cast<join_node *>(node)->owner)
        ->arrive();
  }

  void arrive() noexcept {
    if (pending.fetch_sub(1, std::memory_order_acq_rel) != 1)
      return;
    if (!detail::copy_failure(*this, nodes)) {
      try {
        static_cast<Derived *>(this)->take_results();
      } catch (...) {
        this->set_exception(std::current_exception());
      }
    }
    this->complete_and_release();
  }

  bool branches_need(const synchronization_context &context,
                     unsigned depth) override {
    return detail::one_needs(context, depth, nodes);
  }

  void
  collect_exceptions(std::vector<std::exception_ptr> &list) const override {
    if (!detail::collect_faults(list, nodes))
      task_state_base::collect_exceptions(list);
  }

  std::span<join_node> nodes;
  std::atomic<std::size_t> pending{0};
};

/// What a task<T> adds to a tuple.
template <class T>
using tuple_result = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

template <class... Ts>
using all_result = std::conditional_t<(std::is_void_v<Ts> && ...), void,
                                      std::tuple<tuple_result<Ts>...>>;

template <class T> tuple_result<T> take_for_tuple(task_state<T> &state) {
  if constexpr (std::is_void_v<T>)
    return {};
  else
    return detail::take_result_of(state);
}

template <class... Ts>
class when_all_of final
    : public when_all_state<when_all_of<Ts...>, all_result<Ts...>> {
public:
  explicit when_all_of(task<Ts> &...tasks) noexcept
      : nodes{join_node(std::move(tasks))...} {}

  void start() noexcept { when_all_of::when_all_state::start(nodes); }

  void take_results() { take_results(std::index_sequence_for<Ts...>()); }

private:
  template <std::size_t... Is> void take_results(std::index_sequence<Is...>) {
    if constexpr ((std::is_void_v<Ts> && ...))
      this->emplace();
    else // in braces: one after the other
      this->emplace(all_result<Ts...>{
          detail::take_for_tuple(nodes[Is].template state_of<Ts>())...});
  }

  join_node nodes[sizeof...(Ts)];
};

/// What a task<T> adds to a vector.
template <class T>
using element_result =
    std::conditional_t<std::is_reference_v<T>,
                       std::reference_wrapper<std::remove_reference_t<T>>, T>;

template <class T> struct range_results {
  using type = std::vector<element_result<T>>;
  type results;
};
template <> struct range_results<void> {
  using type = void;
};

template <class T>
class when_all_in final
    : public when_all_state<when_all_in<T>, typename range_results<T>::type>,
      private range_results<T> {
public:
  explicit when_all_in(std::vector<join_node> all) : nodes(std::move(all)) {
    if constexpr (!std::is_void_v<T>)
      this->results.reserve(nodes.size()); // now, where it may fail
  }

  void start() noexcept { when_all_in::when_all_state::start(nodes); }

  void take_results() {
    if constexpr (std::is_void_v<T>) {
      this->emplace();
    } else {
      for (join_node &node : nodes)
        this->results.push_back(
            detail::take_result_of(node.template state_of<T>()));
      this->emplace(std::move(this->results));
    }
  }

private:
  std::vector<join_node> nodes;
};

template <class... Ts>
task<all_result<Ts...>> start_when_all(task<Ts>... tasks) {
  auto *state = new when_all_of<Ts...>(tasks...);
  auto result = task_access::make<all_result<Ts...>>(state);
  state->start();
  return result;
}

} // namespace detail

/// A task that completes when all of \p tasks have: with their results in a
/// tuple, in the order of the arguments, `std::monostate` for a task<>; if all
/// are task<>, it is one itself. Without arguments it is complete already.
///
/// Arguments are tasks, value_tasks, and the next() of streams; what is not a
/// task becomes one by its as_task().
///
/// It waits for all, whether some fail or not. If some faulted, it is faulted:
/// awaiting it throws what the first of them, in the order of the arguments,
/// failed with, and exceptions() has those of all. If none did, but some were
/// canceled, it is canceled.
///
/// Results are moved from tasks of which the argument was the last handle, else
/// copied; a result that can only be moved, and is not the last, makes the
/// combined task fault with invalid_task_error.
///
/// Throws invalid_task_error, before anything is waited for, if an argument is
/// invalid; std::bad_alloc. One allocation, and what as_task() takes.
/// Thread-safe.
template <detail::joinable... Tasks>
task<detail::all_result<detail::joined_type<Tasks>...>>
when_all(Tasks... tasks) {
  if constexpr (sizeof...(Tasks) == 0) {
    return completed_task();
  } else {
    (detail::require_valid(tasks), ...);
    return detail::start_when_all(detail::to_task(std::move(tasks))...);
  }
}

/// The same for a range: with a `std::vector<T>` of the results (of
/// std::reference_wrapper if T is a reference), or a task<> for task<>. Tasks
/// of a container that is an rvalue are moved from, else copied; value_tasks
/// can only be moved. An empty range gives a complete task.
template <detail::joinable_range Range> auto when_all(Range &&tasks) {
  using T = detail::range_joined_type<Range>;
  using result = typename detail::range_results<T>::type;
  auto *state = new detail::when_all_in<T>(
      detail::join_nodes(std::forward<Range>(tasks)));
  task<result> joined = detail::task_access::make<result>(state);
  state->start();
  return joined;
}

} // namespace switchback

#endif // SWITCHBACK_WHEN_ALL_H
