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
#include <memory>
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
/// their types. \p Derived makes the result.
template <class Derived, class Result>
class when_any_state : public task_state<Result>, private first_listener {
public:
  /// \p all is for this alone, which releases it.
  explicit when_any_state(first_of &all) noexcept : all(&all) {}

  task<Result> start() noexcept {
    task<Result> joined = task_access::make<Result>(this);
    all->start(*this);
    return joined;
  }

private:
  void take_result(std::size_t index) noexcept override {
    const std::span<join_node> nodes = all->nodes;
    {
      std::lock_guard lock(mutex);
      all = nullptr; // which looks at the handles
    }
    static_cast<Derived *>(this)->make_result(index, nodes);
  }
  void complete_result() noexcept override { this->complete_and_release(); }

  bool branches_need(const synchronization_context &context,
                     unsigned depth) override {
    std::lock_guard lock(mutex);
    return all && all->each_needs(context, depth);
  }

  std::mutex mutex;
  first_of *all; ///< Null once it is decided.
};

template <class... Ts>
class when_any_of final
    : public when_any_state<when_any_of<Ts...>, when_any_result<Ts...>> {
public:
  using when_any_of::when_any_state::when_any_state;

  void make_result(std::size_t index,
                   std::span<const join_node> nodes) noexcept {
    make_result(index, nodes, std::index_sequence_for<Ts...>());
  }

private:
  template <std::size_t... Is>
  void make_result(std::size_t index, std::span<const join_node> nodes,
                   std::index_sequence<Is...>) noexcept {
    this->emplace(when_any_result<Ts...>{
        index, std::tuple<task<Ts>...>(
                   task_access::make(&nodes[Is].template state_of<Ts>())...)});
  }
};

template <class T>
class when_any_in final
    : public when_any_state<when_any_in<T>, when_any_element<T>> {
public:
  using when_any_in::when_any_state::when_any_state;

  void make_result(std::size_t index,
                   std::span<const join_node> nodes) noexcept {
    this->emplace(when_any_element<T>{
        index, task_access::make(&nodes[index].template state_of<T>())});
  }
};

/// Makes the state and starts it. \p All is a first_of.
template <class State, class All, class... Args>
auto start_when_any(Args &&...args) {
  struct releasing {
    void operator()(first_of *all) const noexcept { all->release(); }
  };
  std::unique_ptr<first_of, releasing> all(
      new All(std::forward<Args>(args)...));
  auto *state = new State(*all);
  (void)all.release();
  return state->start();
}

template <class... Ts>
task<when_any_result<Ts...>> start_when_any_of(task<Ts>... tasks) {
  return detail::start_when_any<when_any_of<Ts...>,
                                first_of_several<sizeof...(Ts)>>(tasks...);
}

} // namespace detail

/// A task that completes when the first of \p tasks does, in whatever way: it
/// does not fail if that one has failed, which shows when that one is awaited.
/// If several have ended already, it is the first of those in the order of the
/// arguments.
///
/// The others run on, and nothing waits for them. If one of them faults and no
/// handle is left, that goes unobserved (set_unobserved_exception_handler).
/// Waiting again and again for the first of several of which one lives long, as
/// a task for shutdown does, does not pile up memory with that.
///
/// Arguments are tasks, value_tasks, and the next() of streams; what is not a
/// task becomes one by its as_task(), and that is in the result.
///
/// Throws invalid_task_error, before anything is waited for, if an argument is
/// invalid; std::bad_alloc. Two allocations, and what as_task() takes.
/// Thread-safe. Without arguments it does not compile: that would never
/// complete.
template <detail::joinable... Tasks>
  requires(sizeof...(Tasks) != 0)
task<when_any_result<detail::joined_type<Tasks>...>> when_any(Tasks... tasks) {
  (detail::require_valid(tasks), ...);
  return detail::start_when_any_of(detail::to_task(std::move(tasks))...);
}

/// The same for a range. Tasks of a container that is an rvalue are moved from,
/// else copied; value_tasks can only be moved. Throws std::invalid_argument if
/// the range is empty.
template <detail::joinable_range Range> auto when_any(Range &&tasks) {
  using T = detail::range_joined_type<Range>;
  std::vector<detail::join_node> nodes =
      detail::join_nodes(std::forward<Range>(tasks));
  if (nodes.empty())
    throw std::invalid_argument("switchback::when_any of no tasks");
  return detail::start_when_any<detail::when_any_in<T>, detail::first_of_list>(
      std::move(nodes));
}

} // namespace switchback

#endif // SWITCHBACK_WHEN_ANY_H
