//===- switchback/detail/joining.h - Waiting for several tasks --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_JOINING_H
#define SWITCHBACK_DETAIL_JOINING_H

#include "switchback/task.h"
#include <atomic>
#include <concepts>
#include <cstddef>
#include <ranges>
#include <span>
#include <vector>

namespace switchback::detail {

template <class> constexpr bool is_task = false;
template <class T> constexpr bool is_task<task<T>> = true;

/// A task, or what becomes one where it is waited for together with others: a
/// value_task, the next() of a stream.
template <class T>
concept joinable = is_task<T> || requires(T &&from) {
  requires is_task<decltype(std::move(from).as_task())>;
};

/// Throws invalid_task_error for a task that is invalid. What as_task() makes
/// is not, so that is asked for once this has been of all.
template <joinable T> void require_valid(const T &waited_for) {
  if constexpr (is_task<T>)
    (void)task_access::valid_state(waited_for);
}

template <joinable T> auto to_task(T &&from) {
  if constexpr (is_task<T>)
    return std::move(from);
  else
    return std::move(from).as_task();
}

/// The `T` of the task<T>.
template <joinable T>
using joined_type =
    typename decltype(detail::to_task(std::declval<T>()))::value_type;

/// Whether the elements of \p Range go with it. A view does not own what it
/// shows.
template <class Range>
constexpr bool owns_elements = !std::is_lvalue_reference_v<Range> &&
                               !std::ranges::view<std::remove_cvref_t<Range>>;

/// A range of which each element can be had: moved from if they go with it,
/// else copied, which value_tasks cannot be.
template <class Range>
concept joinable_range =
    std::ranges::input_range<Range> &&
    joinable<std::ranges::range_value_t<Range>> &&
    std::constructible_from<
        std::ranges::range_value_t<Range>,
        std::conditional_t<owns_elements<Range>,
                           std::ranges::range_rvalue_reference_t<Range>,
                           std::ranges::range_reference_t<Range>>>;

template <class Range>
using range_joined_type = joined_type<std::ranges::range_value_t<Range>>;

/// One of several tasks that are waited for: a handle, and a place in its list.
struct join_node : continuation {
  /// Moves from \p handle, which is valid.
  template <class T>
  explicit join_node(task<T> &&handle) noexcept
      : continuation(nullptr),
        state(task_access::release(handle).release(), /*adopt=*/true) {}

  /// Has \p function run when the task has ended. False if it has: then not.
  bool add(void *who, function on_end) noexcept {
    owner = who;
    run = on_end;
    return state->add_continuation(*this);
  }

  template <class T> task_state<T> &state_of() const noexcept {
    return static_cast<task_state<T> &>(*state);
  }

  /// No reader any more, but what still has this in its list is to stay.
  void stop_reading() noexcept {
    watched = state.get();
    watched->add_producer();
    state = {};
  }

  reader_ptr<task_state_base> state;
  task_state_base *watched = nullptr;
  void *owner = nullptr;
};

/// The nodes of a range's tasks. Throws invalid_task_error, std::bad_alloc;
/// then some may have been moved from.
template <joinable_range Range>
std::vector<join_node> join_nodes(Range &&tasks) {
  std::vector<join_node> nodes;
  if constexpr (std::ranges::sized_range<Range>)
    nodes.reserve(std::ranges::size(tasks));
  for (auto &&element : tasks) {
    using value = std::ranges::range_value_t<Range>;
    detail::require_valid<value>(element);
    if constexpr (owns_elements<Range>)
      nodes.emplace_back(detail::to_task(value(std::move(element))));
    else
      nodes.emplace_back(
          detail::to_task(value(std::forward<decltype(element)>(element))));
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

/// What is told of the first of several that ends.
class first_listener {
public:
  /// It is the one with \p index. Makes the result from the handles, which are
  /// then dropped.
  virtual void take_result(std::size_t index) noexcept = 0;
  /// The handles have been dropped: a result can be moved out.
  virtual void complete_result() noexcept = 0;

protected:
  ~first_listener() = default;
};

/// Waits for the first of several. It stays as long as one of its nodes is in a
/// list, which may be long after the decision; so it is apart from the state
/// that makes something of that.
class first_of {
public:
  first_of(const first_of &) = delete;

  /// Waits for all nodes, of which there are some. The caller still has a
  /// reference.
  void start(first_listener &listener) noexcept;
  void release() noexcept {
    if (references.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }

  /// Whether each of them can only end after \p context has run something. Not
  /// after the decision.
  bool each_needs(const synchronization_context &context, unsigned depth) const;

  std::span<join_node> nodes;

protected:
  first_of() noexcept = default;
  virtual ~first_of();

private:
  static void ended(continuation *node) noexcept;
  static bool dispose(continuation *node) noexcept;
  void step() noexcept;
  void decide() noexcept;

  first_listener *listener = nullptr;
  std::size_t first = 0;
  std::atomic<std::size_t> references{1};
  /// Both the decision and the end of start(), which uses the handles, have to
  /// come before the listener is told.
  std::atomic<int> steps{2};
  std::atomic<bool> claimed{false};
};

template <std::size_t N> class first_of_several final : public first_of {
public:
  template <class... Ts>
  explicit first_of_several(task<Ts> &...tasks) noexcept
      : several{join_node(std::move(tasks))...} {
    nodes = several;
  }

private:
  join_node several[N];
};

class first_of_list final : public first_of {
public:
  explicit first_of_list(std::vector<join_node> all) noexcept
      : list(std::move(all)) {
    nodes = list;
  }

private:
  std::vector<join_node> list;
};

} // namespace switchback::detail

#endif // SWITCHBACK_DETAIL_JOINING_H
