//===- switchback/value_task.h - A result, perhaps already there *- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_VALUE_TASK_H
#define SWITCHBACK_VALUE_TASK_H

#include "switchback/task.h"
#include <optional>
#include <string>

namespace switchback {

template <class T = void> class value_task;

namespace detail {

/// How a value_task stands.
enum class value_task_kind : unsigned char { consumed, value, pending };

template <class T> union value_storage {
  using stored = typename task_state<T>::stored;
  value_storage() noexcept {}
  ~value_storage() {}
  task_state<T> *state;
  stored value;
};
template <> union value_storage<void> {
  task_state<void> *state = nullptr;
};

template <class T> class value_awaiter;

/// Whether nobody can tell how often a `T` is moved.
template <class T>
constexpr bool moves_silently = std::is_void_v<T> || std::is_reference_v<T> ||
                                std::is_trivially_copyable_v<T>;
template <class C, class A>
constexpr bool moves_silently<
    std::basic_string<C, std::char_traits<C>, std::allocator<A>>> = true;
template <class T>
constexpr bool moves_silently<std::vector<T, std::allocator<T>>> = true;
template <class T> constexpr bool moves_silently<std::unique_ptr<T>> = true;
template <class T> constexpr bool moves_silently<std::shared_ptr<T>> = true;
template <class T>
constexpr bool moves_silently<std::optional<T>> = moves_silently<T>;

[[noreturn]] void throw_consumed();

} // namespace detail

/// The result of an operation that often has it at once: then it is inside of
/// the value_task, and nothing is allocated. Else there is a task behind it.
///
/// For use by one, once: move-only, and only an rvalue can be awaited, so that
/// a second `co_await` of a variable has to say `std::move` and stands out.
/// If it is done nevertheless, or one that was moved from is used, that throws
/// `invalid_task_error`. Whoever wants more takes `as_task()`.
///
/// As the return type of a coroutine it behaves as task does, and costs as
/// much natively; for a hit without an allocation, return a value from a plain
/// function. A lowered coroutine allocates only once it has to wait, or fails,
/// if that can be done unseen: docs/usage.md has the rules.
///
/// Awaits suspend and go on as those of task do. Not thread-safe; the operation
/// behind it is independent of it.
template <class T> class [[nodiscard]] value_task {
  using storage = detail::value_storage<T>;
  using kind_type = detail::value_task_kind;

public:
  using value_type = T;
  class promise_type : public detail::task_promise<T, value_task> {
  public:
    /// A lowered coroutine may start on its caller's stack, with a state in
    /// front of the frame as in the heap.
    using switchback_starts_on_stack =
        std::bool_constant<detail::moves_silently<T>>;
    using switchback_in_front = detail::task_state<T>;
    /// What a coroutine that has ended there gives.
    value_task switchback_completed() {
      detail::task_state<T> &state = this->state();
      if constexpr (std::is_void_v<T>)
        return value_task();
      else if constexpr (std::is_reference_v<T>)
        return value_task(static_cast<T>(*state.value()));
      else
        return value_task(std::move(state.value()));
    }
    /// It goes on in the heap; \p from is the state on the stack.
    void switchback_moved(detail::task_state<T> &from) noexcept {
      this->state().take_failure(from);
    }
  };
  /// Nobody has the address of one that is about to be awaited.
  using switchback_relocatable =
      std::bool_constant<std::is_void_v<T> || std::is_reference_v<T> ||
                         std::is_trivially_copyable_v<T>>;

  /// Complete; only of `value_task<>`.
  value_task() noexcept
    requires std::is_void_v<T>
      : kind(kind_type::value) {}

  /// Complete, with \p value. Throws what making the `T` throws.
  template <class U = T>
    requires(!std::is_void_v<T> && std::is_convertible_v<U &&, T> &&
             !std::is_same_v<std::remove_cvref_t<U>, value_task> &&
             !std::is_same_v<std::remove_cvref_t<U>, task<T>>)
  value_task(U &&value) : kind(kind_type::value) {
    using stored = typename detail::task_state<T>::stored;
    if constexpr (std::is_reference_v<T>)
      ::new (static_cast<void *>(&data.value)) stored(std::addressof(value));
    else
      ::new (static_cast<void *>(&data.value)) stored(std::forward<U>(value));
  }

  /// What \p operation will give. Throws `invalid_task_error` if it is invalid.
  value_task(task<T> operation) : kind(kind_type::pending) {
    detail::task_access::valid_state(operation);
    data.state = detail::task_access::release(operation).release();
  }

  value_task(value_task &&other) noexcept(
      std::is_void_v<T> || std::is_reference_v<T> ||
      std::is_nothrow_move_constructible_v<T>) {
    take(other);
  }
  /// If moving the value throws, this is left without one.
  value_task &operator=(value_task &&other) noexcept(
      std::is_void_v<T> || std::is_reference_v<T> ||
      std::is_nothrow_move_constructible_v<T>) {
    if (this != &other) {
      clear();
      take(other);
    }
    return *this;
  }
  ~value_task() { clear(); }

  /// False once it was moved from, awaited, or asked for its result.
  bool valid() const noexcept { return kind != kind_type::consumed; }
  /// Whether it can be awaited without suspending. These three throw
  /// `invalid_task_error` if not valid.
  bool is_completed() const {
    return has_value() || data.state->is_completed();
  }
  bool is_faulted() const {
    return !has_value() && data.state->status() == detail::task_status::faulted;
  }
  bool is_canceled() const {
    return !has_value() &&
           data.state->status() == detail::task_status::canceled;
  }

  /// As `task<T>::get()`, and consumes it.
  T get() && {
    if (!has_value())
      return take_task().get();
    return take_value();
  }

  /// A task with the same outcome. Allocates if the value is here. This is
  /// consumed, unless that throws.
  task<T> as_task() && {
    if (!has_value())
      return take_task();
    detail::state_builder<detail::task_state<T>> built;
    if constexpr (std::is_void_v<T>)
      built->emplace();
    else if constexpr (std::is_reference_v<T>)
      built->emplace(*data.value);
    else
      built->emplace(std::move(data.value));
    clear();
    return detail::task_access::make(built.complete());
  }

  detail::value_awaiter<T> operator co_await() && noexcept {
    return detail::value_awaiter<T>(std::move(*this), true);
  }
  void operator co_await() & = delete; // once only: co_await std::move(it)

  /// See `task::configure_await`. What it returns is to be awaited within the
  /// same expression.
  class [[nodiscard]] configured {
  public:
    detail::value_awaiter<T> operator co_await() && noexcept {
      return detail::value_awaiter<T>(std::move(awaited), capture);
    }

  private:
    friend value_task;
    configured(value_task &awaited, bool capture) noexcept
        : awaited(awaited), capture(capture) {}
    value_task &awaited;
    bool capture;
  };
  configured configure_await(bool continue_on_captured_context) && noexcept {
    return configured(*this, continue_on_captured_context);
  }

private:
  friend detail::value_awaiter<T>;
  friend detail::promise_base<T, value_task>;
  explicit value_task(detail::reader_ptr<detail::task_state<T>> state) noexcept
      : kind(kind_type::pending) {
    data.state = state.release();
  }

  bool has_value() const {
    if (kind == kind_type::consumed) [[unlikely]]
      detail::throw_consumed();
    return kind == kind_type::value;
  }
  detail::reader_ptr<detail::task_state<T>> take_state() noexcept {
    kind = kind_type::consumed;
    return detail::reader_ptr<detail::task_state<T>>(data.state, true);
  }
  task<T> take_task() noexcept {
    return detail::task_access::adopt(take_state());
  }
  T take_value() {
    struct consume {
      value_task &self;
      ~consume() { self.clear(); }
    } after{*this};
    if constexpr (std::is_void_v<T>)
      return;
    else if constexpr (std::is_reference_v<T>)
      return static_cast<T>(*data.value);
    else
      return std::move(data.value);
  }
  void take(value_task &other) {
    if constexpr (!std::is_void_v<T>) {
      if (other.kind == kind_type::value) {
        using stored = typename detail::task_state<T>::stored;
        ::new (static_cast<void *>(&data.value))
            stored(std::move(other.data.value));
        kind = kind_type::value;
        other.clear();
        return;
      }
    }
    if (other.kind == kind_type::pending)
      data.state = other.data.state;
    kind = std::exchange(other.kind, kind_type::consumed);
  }
  void clear() noexcept {
    if (kind == kind_type::pending) {
      data.state->release_reader();
    } else if constexpr (!std::is_void_v<T>) {
      using stored = typename detail::task_state<T>::stored;
      if (kind == kind_type::value)
        data.value.~stored();
    }
    kind = kind_type::consumed;
  }

  storage data;
  kind_type kind = kind_type::consumed;
};

namespace detail {

/// Awaits a value_task that lives until the end of the expression; its own, if
/// that costs no move of an object.
template <class T> class [[nodiscard]] value_awaiter {
public:
  using switchback_relocatable = typename value_task<T>::switchback_relocatable;
  value_awaiter(value_task<T> &&awaited, bool capture) noexcept
      : awaited(static_cast<awaited_type>(awaited)), capture(capture) {}
  value_awaiter(const value_awaiter &) = delete;

  bool await_ready() const { return awaited.is_completed(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> awaiting) noexcept(
      library_promise<Promise>) {
    // From here on the value_task is not needed any more.
    own = awaited.take_state();
    return operation.start(*own, awaiting, capture);
  }
  T await_resume() {
    if (awaited_value())
      return awaited.take_value();
    if (!own)
      own = awaited.take_state();
    return detail::take_result_of(*own);
  }

private:
  bool awaited_value() const noexcept {
    return !own && awaited.kind == value_task_kind::value;
  }

  using awaited_type = std::conditional_t<switchback_relocatable::value,
                                          value_task<T> &&, value_task<T> &>;

  std::conditional_t<switchback_relocatable::value, value_task<T>,
                     value_task<T> &>
      awaited;
  bool capture;
  reader_ptr<task_state<T>> own;
  await_operation operation;
};

} // namespace detail

} // namespace switchback

#endif // SWITCHBACK_VALUE_TASK_H
