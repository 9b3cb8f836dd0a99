//===- switchback/async_stream.h - Items as they are made -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A coroutine that may both co_yield and co_await, and its consumer:
///
///   async_stream<order> orders(database &db, enumerator_cancellation token =
///   {})
///   {
///     while (auto page = co_await db.next_page(token))
///       for (order &o : *page)
///         co_yield std::move(o);
///   }
///
///   async_stream<order> stream = orders(db).with_cancellation(token);
///   while (std::optional<order> o = co_await stream.next())
///     ship(*o);
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_STREAM_H
#define SWITCHBACK_ASYNC_STREAM_H

#include "switchback/cancellation.h"
#include "switchback/detail/stream_state.h"
#include "switchback/task.h"
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace switchback {

/// An async_stream was used in a way that has no meaning: it was moved from,
/// read by two at once, or destroyed during a read.
class invalid_stream_error : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

template <class T> class async_stream;
namespace detail {
template <class T> class stream_promise;
} // namespace detail

/// A parameter of a producer, taken by value, through which it gets the token
/// to obey: one that asks when the consumer's does (see
/// async_stream::with_cancellation), when one that the caller of the producer
/// passed here does, or when the stream is destroyed during an await of the
/// producer. Best last, with `= {}`. Converts to std::stop_token.
class enumerator_cancellation {
public:
  enumerator_cancellation() noexcept = default;
  enumerator_cancellation(std::stop_token token) noexcept
      : stop(std::move(token)) {}

  [[nodiscard]] std::stop_token token() const noexcept { return stop; }
  operator std::stop_token() const noexcept { return stop; }
  [[nodiscard]] bool stop_requested() const noexcept {
    return stop.stop_requested();
  }
  /// Throws operation_canceled.
  void throw_if_cancellation_requested() const {
    switchback::throw_if_cancellation_requested(stop);
  }

private:
  template <class T> friend class detail::stream_promise;
  std::stop_token stop;
};

namespace detail {

[[noreturn]] void throw_stream_destroyed();
[[noreturn]] void throw_invalid_stream();

/// Ends a read of \p stream, of which the outcome is there. Puts the item into
/// \p item, which is empty; leaves it empty at the end.
template <class T>
void take_item(stream_state &stream, std::optional<T> &item) {
  struct ending {
    stream_state &stream;
    ~ending() { stream.end_read(); }
  } ending{stream};
  switch (stream.outcome()) {
  case read_outcome::item: {
    T &yielded = *static_cast<T *>(stream.item);
    if constexpr (is_copyable<T>)
      if (!stream.movable) {
        item.emplace(std::as_const(yielded));
        return;
      }
    item.emplace(std::move(yielded));
    return;
  }
  case read_outcome::end:
    return stream.rethrow_failure();
  case read_outcome::canceled:
    throw operation_canceled();
  case read_outcome::destroyed:
    detail::throw_stream_destroyed();
  }
}

/// A read as a task.
template <class T>
class read_task_state final : public task_state<std::optional<T>> {
public:
  static task<std::optional<T>> start(stream_state &stream) {
    struct abandoning {
      read_task_state *made;
      ~abandoning() {
        if (made)
          made->release_producer();
      }
    } guard{new read_task_state(stream)};
    const bool known = stream.begin_read(/*holder=*/false);
    read_task_state &made = *std::exchange(guard.made, nullptr);
    auto result = task_access::make<std::optional<T>>(&made);
    if (known || !stream.wait(made.node))
      made.finish();
    return result;
  }

private:
  struct completion : continuation {
    explicit completion(read_task_state &read) noexcept
        : continuation(&run_node), read(read) {}
    static void run_node(continuation *node) noexcept {
      static_cast<completion *>(node)->read.finish();
    }
    read_task_state &read;
  };

  explicit read_task_state(stream_state &stream) noexcept
      : stream(&stream), node(*this) {}

  void finish() noexcept {
    try {
      std::optional<T> item;
      detail::take_item(*stream, item);
      this->emplace(std::move(item));
    } catch (...) {
      this->set_exception(std::current_exception());
    }
    this->complete_and_release();
  }

  bool branches_need(const synchronization_context &context,
                     unsigned depth) override {
    return stream->needs(context, depth);
  }

  /// Keeps the block for branches_need(); the read keeps the rest.
  reader_ptr<stream_state> stream;
  completion node;
};

} // namespace detail

/// What next() returns: to be awaited once, where it is made.
template <class T>
class [[nodiscard]] stream_next final : private detail::stream_read {
public:
  using stream_read::await_ready;
  using stream_read::await_suspend;

  /// The item; empty at the end.
  std::optional<T> await_resume() {
    this->reading = false;
    std::optional<T> item;
    detail::take_item(*this->stream, item);
    return item;
  }

  /// As configure_await of a task: with false, the coroutine does not come back
  /// to its context, but goes on where the item was made.
  [[nodiscard]] stream_next configure_await(bool capture) && noexcept {
    return stream_next(*this->stream, capture);
  }

  /// The read, begun now, as a task, for when_any and the like. If it is not
  /// awaited to its end, its item is lost; it may outlive the stream, and then
  /// faults with invalid_stream_error. Throws what await would, std::bad_alloc.
  task<std::optional<T>> as_task() && {
    return detail::read_task_state<T>::start(*this->stream);
  }

private:
  friend class async_stream<T>;
  stream_next(detail::stream_state &stream, bool capture) noexcept
      : stream_read(stream, capture, /*holder=*/false) {}
};

namespace detail {

/// A loop over all items, without their type.
class for_each_steps {
public:
  explicit for_each_steps(stream_state &stream) : state(stream) {
    stream.begin_hold();
  }
  for_each_steps(const for_each_steps &) = delete;
  virtual ~for_each_steps() { state.end_hold(); }
  /// Takes what a read brought and handles it; \p pending is what remains to be
  /// awaited for that. False at the end.
  virtual bool step(task<> &pending) = 0;

  stream_state &state;
};

task<> run_for_each(std::unique_ptr<for_each_steps> steps);

template <class Result>
constexpr bool is_awaitable =
    requires(Result &&r) { std::forward<Result>(r).operator co_await(); };

template <class T, class F>
class for_each_function final : public for_each_steps {
public:
  /// \p own is the stream if it is to live as long, else it is empty.
  template <class G>
  for_each_function(stream_state &stream, async_stream<T> own, G &&function)
      : for_each_steps(stream), own(std::move(own)),
        function(std::forward<G>(function)) {}

  bool step(task<> &pending) override {
    item.reset();
    detail::take_item(this->state, item);
    if (item)
      pending = call();
    return item.has_value();
  }

private:
  using result = std::invoke_result_t<F &, T>;

  task<> call() {
    if constexpr (std::is_same_v<result, task<>>) {
      return std::invoke(function, std::move(*item));
    } else if constexpr (requires(result &&r) {
                           { std::move(r).as_task() } -> std::same_as<task<>>;
                         }) {
      return std::invoke(function, std::move(*item)).as_task();
    } else {
      static_assert(!is_awaitable<result>,
                    "a function given to for_each that is awaited has to "
                    "return task<> or value_task<>");
      (void)std::invoke(function, std::move(*item));
      return {};
    }
  }

  async_stream<T> own;
  F function;
  /// Stays while it is handled: a coroutine may have it by reference.
  std::optional<T> item;
};

} // namespace detail

/// A sequence of items that are made while they are consumed, never more than
/// one ahead of being read: none, in fact, since the producer runs only during
/// a read.
///
/// As the return type of a coroutine, the *producer*: calling it makes a stream
/// and runs nothing of the body. Each next() runs it, on the reader's thread,
/// to the next co_yield. If it has to wait for something on the way, it goes on
/// in the context that its own await captures, and the reader after that in the
/// one that the reader's await captured: they need not share a thread, and are
/// never at work at the same time. A read of which the item is there without
/// waiting does not suspend.
///
/// co_yield of an rvalue moves it to the reader, of an lvalue copies it. An
/// exception that leaves the producer is thrown by the read; after that the
/// stream is at its end. Reading on at the end gives the end again.
///
/// Destroying the stream ends the producer. Between two reads, or before the
/// first, its locals and parameters are destroyed at once, on this thread. If
/// it is suspended in an await of its own, or running, it is asked to stop
/// through its enumerator_cancellation, goes on where that await ends, and its
/// locals are destroyed there, at its next co_yield at the latest; nobody waits
/// for it. What it then throws, if it is no operation_canceled, goes to the
/// handler of set_unobserved_exception_handler. A read that waits at that
/// moment throws invalid_stream_error.
///
/// Thread-safety: one thread at a time, as for any object; but for the
/// destructor and the other end of a read that waits. Two reads at once throw
/// invalid_stream_error, and so do all uses of a stream that was moved from.
///
/// Allocates once, at the call of the producer, for the frame and the stream
/// (throwing std::bad_alloc there), and once more for an
/// enumerator_cancellation; nothing for each item.
template <class T> class [[nodiscard]] async_stream {
  static_assert(std::is_object_v<T> && std::is_move_constructible_v<T> &&
                    std::is_same_v<T, std::remove_cv_t<T>>,
                "items are movable objects, not references");

public:
  using value_type = T;
  using promise_type = detail::stream_promise<T>;

  /// A stream that is as good as moved from.
  async_stream() noexcept = default;
  async_stream(async_stream &&other) noexcept
      : state(std::exchange(other.state, nullptr)) {}
  async_stream &operator=(async_stream &&other) noexcept {
    async_stream(std::move(other)).swap(*this);
    return *this;
  }
  ~async_stream() {
    if (state)
      state->close();
  }

  void swap(async_stream &other) noexcept { std::swap(state, other.state); }

  /// Whether there is a producer behind it, at its end or not.
  bool valid() const noexcept { return state != nullptr; }

  /// `co_await stream.next()` gives a `std::optional<T>`, empty at the end.
  /// Does nothing before it is awaited.
  stream_next<T> next() { return stream_next<T>(valid_state(), true); }

  /// Calls \p function(item) with each item, moved, one after the other. Where
  /// that returns a task<> or value_task<>, it is awaited before the next read;
  /// other results are ignored. The task ends with the stream, or with the
  /// first exception of producer or function.
  ///
  /// Reads and awaits go on in the context of the caller. Of an lvalue: others
  /// who read before it has ended get invalid_stream_error, and if the stream
  /// is destroyed, the task faults with that, and the producer's locals are
  /// destroyed when \p function is done. An rvalue becomes part of the task.
  /// Throws invalid_stream_error, std::bad_alloc, what a move of \p function
  /// throws. Allocates its state and a frame, nothing for each item.
  template <class F>
    requires std::invocable<std::decay_t<F> &, T>
  task<> for_each(F &&function) & {
    return start_for_each(async_stream(), std::forward<F>(function));
  }
  template <class F>
    requires std::invocable<std::decay_t<F> &, T>
  task<> for_each(F &&function) && {
    return start_for_each(std::move(*this), std::forward<F>(function));
  }

  /// The same stream, which from now on also obeys \p token. A producer with an
  /// enumerator_cancellation gets to know through that, and decides how to end.
  /// For one without, the read itself ends, at once, by operation_canceled, as
  /// do all later ones; the producer runs on to its next co_yield and no
  /// further.
  ///
  /// May be called several times, and then obeys all tokens. If it throws
  /// (std::bad_alloc, or invalid_stream_error if there is a read), this is as
  /// it was.
  async_stream with_cancellation(std::stop_token token) && {
    valid_state().obey(token);
    return std::move(*this);
  }

private:
  friend detail::stream_promise<T>;
  explicit async_stream(detail::stream_state &state) noexcept : state(&state) {}

  template <class F> task<> start_for_each(async_stream &&own, F &&function) {
    detail::stream_state &shared = valid_state();
    return detail::run_for_each(
        std::make_unique<detail::for_each_function<T, std::decay_t<F>>>(
            shared, std::move(own), std::forward<F>(function)));
  }

  detail::stream_state &valid_state() const {
    if (!state) [[unlikely]]
      detail::throw_invalid_stream();
    return *state;
  }

  detail::stream_state *state = nullptr;
};

namespace detail {

/// Suspends a producer where the reader is to have something.
struct yield_awaiter {
  stream_state &state;
  bool at_end;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {
    state.arrive(at_end);
  }
  void await_resume() const noexcept {}
};

template <class T> class stream_promise {
public:
  /// Looks for an enumerator_cancellation among the parameters, which are
  /// already those in the frame.
  template <class... Parameters>
  explicit stream_promise(Parameters &...parameters) {
    (bind(parameters), ...);
  }

  static void *operator new(std::size_t size) {
    const frame_block block = detail::allocate_frame(frame_offset + size);
    (::new (block.memory) stream_state)->block_class = block.size_class;
    return static_cast<std::byte *>(block.memory) + frame_offset;
  }
  static void operator delete(void *frame) noexcept {
    state_of(frame).release_producer();
  }

  async_stream<T> get_return_object() noexcept {
    state().start(std::coroutine_handle<stream_promise>::from_promise(*this));
    return async_stream<T>(state());
  }
  std::suspend_always initial_suspend() const noexcept { return {}; }
  yield_awaiter final_suspend() noexcept { return {state(), true}; }
  void return_void() const noexcept {}
  void unhandled_exception() noexcept {
    state().fail(std::current_exception());
  }

  yield_awaiter yield_value(T &&value) noexcept {
    return yielding(std::addressof(value), true);
  }
  yield_awaiter yield_value(const T &value) noexcept
    requires is_copyable<T>
  {
    return yielding(const_cast<T *>(std::addressof(value)), false);
  }

  wait_link *switchback_wait_link() noexcept {
    return &state().task_state_base::link;
  }

private:
  static constexpr std::size_t frame_offset =
      (sizeof(stream_state) + __STDCPP_DEFAULT_NEW_ALIGNMENT__ - 1) /
      __STDCPP_DEFAULT_NEW_ALIGNMENT__ * __STDCPP_DEFAULT_NEW_ALIGNMENT__;

  static stream_state &state_of(void *frame) noexcept {
    return *std::launder(reinterpret_cast<stream_state *>(
        static_cast<std::byte *>(frame) - frame_offset));
  }
  stream_state &state() noexcept {
    return state_of(
        std::coroutine_handle<stream_promise>::from_promise(*this).address());
  }

  yield_awaiter yielding(T *item, bool movable) noexcept {
    stream_state &shared = state();
    shared.item = item;
    shared.movable = movable;
    return {shared, false};
  }

  template <class Parameter> void bind(Parameter &) noexcept {
    static_assert(
        !std::is_same_v<std::remove_cv_t<Parameter>, enumerator_cancellation>,
        "an enumerator_cancellation is a parameter by value, and not const");
  }
  void bind(enumerator_cancellation &marker) {
    marker.stop = state().give_token(marker.stop);
  }
};

} // namespace detail

} // namespace switchback

#endif // SWITCHBACK_ASYNC_STREAM_H
