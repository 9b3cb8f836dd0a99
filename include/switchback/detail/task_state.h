//===- switchback/detail/task_state.h - What tasks share --------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The shared state of a task: its result, the references to it and what waits
/// for it.
///
/// References are of two kinds, counted in one word. *Readers* are handles and
/// suspended awaits. *Producers* are what will complete the state: a coroutine,
/// a `task_source`, an operation. A result may be moved out by the only reader.
///
/// What waits is a list of nodes that belong to those who wait, so that an
/// await allocates nothing. It is pushed to without a lock, and taken as a
/// whole by the completion, which leaves the outcome in its place.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_TASK_STATE_H
#define SWITCHBACK_DETAIL_TASK_STATE_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace switchback {

class synchronization_context;

namespace detail {

struct await_node;
class task_state_base;

/// What is to be done when a task completes. \p run may destroy the node; it is
/// called once, on the thread that completes the task, with no lock held.
struct continuation {
  using function = void (*)(continuation *) noexcept;
  explicit continuation(function run) noexcept : run(run) {}
  function run;
  continuation *next = nullptr;
};

/// Runs \p list in order. If that goes too deep into the stack, the thread pool
/// does it.
void run_continuations(continuation *list) noexcept;

/// How a task stands. Pending is zero.
enum class task_status : unsigned char {
  pending,
  succeeded,
  faulted,
  canceled
};

/// What a suspended coroutine waits for, for those who look for deadlocks. The
/// lowest bit of the word is a lock.
class wait_link {
public:
  /// The coroutine suspends in \p node.
  void set(const await_node &node) noexcept;
  /// It goes on; \p node may be destroyed afterwards.
  void clear() noexcept;
  /// Whether it is to go on in \p context. If not, \p next is what it waits
  /// for, as a producer so that it does not count as a reader; or null.
  bool needs(const synchronization_context &context,
             task_state_base *&next) noexcept;

private:
  std::uintptr_t lock() noexcept;

  std::atomic<std::uintptr_t> word{0};
};

/// All of a state but the result.
class task_state_base {
public:
  task_state_base(const task_state_base &) = delete;
  task_state_base &operator=(const task_state_base &) = delete;

  static void *operator new(std::size_t size) { return ::operator new(size); }
  static void *operator new(std::size_t size, std::align_val_t alignment) {
    return ::operator new(size, alignment);
  }
  static void *operator new(std::size_t, void *place) noexcept { return place; }
  // States end by release_reader() and release_producer(), with the unsized
  // form since that of a coroutine is part of a larger block.
  static void operator delete(void *block) { ::operator delete(block); }
  static void operator delete(void *block, std::align_val_t alignment) {
    ::operator delete(block, alignment);
  }
  static void operator delete(void *, void *) {}

  task_status status() const noexcept {
    std::uintptr_t word = waiting.load(std::memory_order_acquire);
    return word <= last_status ? task_status(word) : task_status::pending;
  }
  bool is_completed() const noexcept {
    return status() != task_status::pending;
  }

  void add_reader() noexcept {
    if (!(references.load(std::memory_order_relaxed) & immortal))
      references.fetch_add(reader, std::memory_order_relaxed);
  }
  /// The same, while nobody else knows of the state.
  void add_first_reader() noexcept {
    references.store(references.load(std::memory_order_relaxed) + reader,
                     std::memory_order_relaxed);
  }
  /// The state will never be destroyed, and readers need not be counted.
  void make_immortal() noexcept {
    references.fetch_or(immortal, std::memory_order_relaxed);
  }
  void add_producer() noexcept {
    if (!(references.load(std::memory_order_relaxed) & immortal))
      references.fetch_add(producer, std::memory_order_relaxed);
  }
  void release_reader() noexcept { release(reader); }
  void release_producer() noexcept { release(producer); }

  /// True if the caller, who is a reader, is the only one, and nobody can
  /// become one any more: the result is its own.
  bool take() noexcept {
    std::uint64_t seen = references.load(std::memory_order_acquire);
    if (seen == reader)
      return true;
    while (seen % producer == reader && !(seen & taken))
      if (references.compare_exchange_weak(seen, seen | taken,
                                           std::memory_order_acq_rel,
                                           std::memory_order_acquire))
        return true;
    return false;
  }
  bool has_readers() const noexcept {
    return references.load(std::memory_order_acquire) % producer != 0;
  }
  /// Whether take() succeeded once, and there was a producer.
  bool is_taken() const noexcept {
    return references.load(std::memory_order_acquire) & taken;
  }

  /// Has \p node run at completion. False if that has been: then it is not.
  bool add_continuation(continuation &node) noexcept {
    std::uintptr_t seen = waiting.load(std::memory_order_acquire);
    do {
      if (seen != 0 && seen <= last_status)
        return false;
      node.next = reinterpret_cast<continuation *>(seen);
    } while (!waiting.compare_exchange_weak(
        seen, reinterpret_cast<std::uintptr_t>(&node),
        std::memory_order_acq_rel, std::memory_order_acquire));
    return true;
  }

  /// Whether \p node is nobody's any more; if so, has disposed of it.
  using disposer = bool (*)(continuation *node) noexcept;
  /// One of the continuations is of no use any more. If that is so of many, all
  /// that \p dispose takes go, so that they do not pile up with a task that
  /// lives long. If the task completes meanwhile, this runs the others.
  void add_useless(disposer dispose) noexcept;

  /// Ends as \p from has, if it has failed; nobody has a reference to either.
  void take_failure(task_state_base &from) noexcept {
    outcome = from.outcome;
    error = std::move(from.error);
  }
  /// Sets a failure as the outcome: canceled for operation_canceled. \p error
  /// is not null. Replaces a result that is there.
  void set_exception(std::exception_ptr error) noexcept;
  /// Sets the outcome canceled, with no exception object.
  void set_canceled() noexcept;

  /// Completes with the outcome that was set, and runs what waits. The caller
  /// is a producer, and stays one.
  void complete() noexcept { run_continuations(publish()); }
  /// The same; the caller is none any more when what waits is run.
  void complete_and_release() noexcept {
    continuation *list = publish();
    release_producer();
    run_continuations(list);
  }

  /// Right before complete(), by one of several who would complete it: whether
  /// the caller is the one.
  bool claim() noexcept {
    return !claimed.exchange(true, std::memory_order_acq_rel);
  }

  /// Throws the failure; the status is faulted or canceled.
  [[noreturn]] void rethrow();
  /// The exception of a failure; null if canceled without one, or pending.
  std::exception_ptr exception() const noexcept;
  /// All exceptions of a faulted task. Counts as having observed them.
  std::vector<std::exception_ptr> exceptions();
  /// Nobody has to be told of the failure any more.
  void mark_observed() noexcept {
    observed.store(true, std::memory_order_relaxed);
  }

  /// Blocks until completion. Throws deadlock_error.
  void wait();

  /// Whether this can only complete after \p context has run something.
  /// \p depth counts branches on the way here.
  bool needs(const synchronization_context &context, unsigned depth = 0);

  /// What the coroutine that produces this, if there is one, waits for.
  wait_link link;

protected:
  task_state_base() noexcept = default;
  virtual ~task_state_base();

  /// States that wait for several others say here what needs() should:
  /// `state->needs(context, depth)` of each that is pending, combined.
  virtual bool branches_need(const synchronization_context &context,
                             unsigned depth);
  /// Adds all exceptions of a failure to \p list.
  virtual void collect_exceptions(std::vector<std::exception_ptr> &list) const;
  /// A name of the result's type, within some text.
  virtual const char *type_name() const noexcept = 0;
  /// Destroys the result.
  virtual void destroy_value() noexcept = 0;

  task_status outcome = task_status::pending;
  std::exception_ptr error;

private:
  static constexpr std::uint64_t reader = 1, producer = std::uint64_t(1) << 32,
                                 taken = std::uint64_t(1) << 63,
                                 immortal = std::uint64_t(1) << 62;
  static constexpr std::uintptr_t last_status =
      std::uintptr_t(task_status::canceled);

  void release(std::uint64_t kind) noexcept {
    std::uint64_t seen = references.load(std::memory_order_acquire);
    if (seen & immortal)
      return;
    // The last one can see that it is, since only a reference makes another.
    if ((seen & ~taken) == kind ||
        (references.fetch_sub(kind, std::memory_order_acq_rel) & ~taken) ==
            kind)
      destroy();
  }
  void destroy() noexcept;
  continuation *publish() noexcept;
  void remove_useless(disposer dispose) noexcept;

  std::atomic<std::uint64_t> references{producer};
  std::atomic<std::uintptr_t> waiting{0};
  std::atomic<bool> claimed{false};
  std::atomic<bool> observed{false};
  /// How many continuations are useless, and the logarithm of how many make it
  /// worth while to go through them.
  std::atomic<std::uint8_t> worth_while{4};
  std::atomic<std::uint32_t> useless{0};

public:
  /// Set while the coroutine in the same block is destroyed at its end.
  bool finishing = false;
  /// See frame_block.
  unsigned char block_class = 0;
};

/// A name of \p T for messages: the signature of a function that has it.
template <class T> constexpr const char *type_name() noexcept {
#ifdef __GNUC__
  return __PRETTY_FUNCTION__;
#else
  return "T";
#endif
}

/// Whether a `T` can be copied. A container says so of itself whatever it
/// holds.
template <class T> constexpr bool is_copyable = std::is_copy_constructible_v<T>;
template <class T>
  requires requires(T &container) {
    container.begin();
    requires !std::is_same_v<typename T::value_type, T>;
  }
constexpr bool is_copyable<T> =
    std::is_copy_constructible_v<T> && is_copyable<typename T::value_type>;

/// A state with its result. Made with one producer and no readers.
template <class T> class task_state : public task_state_base {
public:
  /// How the result is kept: a reference as a pointer.
  using stored =
      std::conditional_t<std::is_reference_v<T>, std::remove_reference_t<T> *,
                         std::remove_cv_t<T>>;

  task_state() noexcept {}
  ~task_state() override { task_state::destroy_value(); }

  /// Sets the result; if its constructor throws, there is none.
  template <class... Args> void emplace(Args &&...args) {
    if constexpr (std::is_reference_v<T>)
      ::new (static_cast<void *>(std::addressof(result)))
          stored(std::addressof(args)...);
    else
      ::new (static_cast<void *>(std::addressof(result)))
          stored(std::forward<Args>(args)...);
    outcome = task_status::succeeded;
  }

  /// The result; the status is succeeded.
  stored &value() noexcept { return result; }

private:
  const char *type_name() const noexcept override {
    return detail::type_name<T>();
  }
  void destroy_value() noexcept override {
    if (outcome == task_status::succeeded)
      result.~stored();
  }

  union {
    stored result;
  };
};

template <> class task_state<void> : public task_state_base {
public:
  void emplace() noexcept { outcome = task_status::succeeded; }

private:
  const char *type_name() const noexcept override {
    return detail::type_name<void>();
  }
  void destroy_value() noexcept override {}
};

/// A reader of a state, or null.
template <class State> class reader_ptr {
public:
  reader_ptr() noexcept = default;
  /// \p state has been counted already if \p adopt.
  explicit reader_ptr(State *state, bool adopt = false) noexcept
      : state(state) {
    if (state && !adopt)
      state->add_reader();
  }
  reader_ptr(const reader_ptr &other) noexcept : reader_ptr(other.state) {}
  reader_ptr(reader_ptr &&other) noexcept
      : state(std::exchange(other.state, nullptr)) {}
  reader_ptr &operator=(reader_ptr other) noexcept {
    std::swap(state, other.state);
    return *this;
  }
  ~reader_ptr() {
    if (state)
      state->release_reader();
  }
  State *get() const noexcept { return state; }
  State *operator->() const noexcept { return state; }
  State &operator*() const noexcept { return *state; }
  explicit operator bool() const noexcept { return state; }
  State *release() noexcept { return std::exchange(state, nullptr); }

private:
  State *state = nullptr;
};

/// Gives up a producer: what is not complete yet faults as a broken promise.
void abandon(task_state_base &state) noexcept;

/// A new state, until it is complete: for results that are there at once.
template <class State> class state_builder {
public:
  state_builder() : state(new State) {}
  state_builder(const state_builder &) = delete;
  ~state_builder() { state->release_producer(); }
  State *operator->() const noexcept { return state; }
  State *complete() const noexcept {
    state->complete();
    return state;
  }

private:
  State *state;
};

[[noreturn]] void throw_invalid_task(const char *what);
[[noreturn]] void throw_already_completed();

} // namespace detail
} // namespace switchback

#endif // SWITCHBACK_DETAIL_TASK_STATE_H
