//===- switchback/detail/stream_state.h - Both ends of a stream -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the producer and the reader of an async_stream share, without the type
/// of the items. It stands in front of the producer's frame, in the same block:
///
///   +--------------+----------------------------------------------+
///   | stream_state | coroutine frame (stream_promise, parameters) |
///   +--------------+----------------------------------------------+
///
/// One word says who is where, and every step is one change of it. The frame is
/// destroyed by the step after which nobody is left: not the async_stream, not
/// a read, and the producer not on its way. So a producer that is suspended in
/// an await of something else is never destroyed, but runs on to its next
/// co_yield or its end. The block stays as long as one who looks for deadlocks
/// does.
///
/// As a task_state_base the state never completes. It is one in order to be
/// what a coroutine can wait for, and to have the link of the producer, so that
/// deadlocks are found through streams.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_STREAM_STATE_H
#define SWITCHBACK_DETAIL_STREAM_STATE_H

#include "switchback/detail/await.h"
#include "switchback/detail/task_state.h"
#include <coroutine>
#include <forward_list>
#include <stop_token>

namespace switchback::detail {

/// What a read has come to.
enum class read_outcome { item, end, canceled, destroyed };

class stream_state final : public task_state_base {
public:
  stream_state() noexcept = default;
  ~stream_state() override;

  /// \name The async_stream
  /// @{

  /// It is gone. Destroys the frame, or asks the producer to stop and has it
  /// destroyed later; a read that waits goes on with `destroyed`.
  void close() noexcept;

  /// Has the producer asked to stop when \p token asks, or, if it takes no
  /// token, reads. Throws std::bad_alloc, and invalid_stream_error if there is
  /// a read.
  void obey(const std::stop_token &token);

  /// @}
  /// \name Reads, one at a time
  /// @{

  /// Begins a read: has the producer run, if it is not at it, to where it
  /// suspends. True if the outcome is there. Throws invalid_stream_error if
  /// there is another read, or a loop that is not the \p holder.
  bool begin_read(bool holder);
  /// Has \p reader run when the outcome is there. False if that is so already.
  /// Once this has returned true, the reader may have run.
  bool wait(continuation &reader) noexcept;
  /// The outcome; it is there.
  read_outcome outcome() const noexcept;
  /// Rethrows what the producer ended with, if that was an exception.
  void rethrow_failure();
  /// Ends a read that has its outcome. Ends the item's life in principle: the
  /// producer may run from now on.
  void end_read() noexcept;
  /// Ends a read whose reader is destroyed while it waits. The next one gets
  /// the item.
  void abandon_read() noexcept;

  /// A loop over all items begins: no other reads until end_hold(), and the
  /// state stays until then. Throws invalid_stream_error.
  void begin_hold();
  void end_hold() noexcept;

  /// @}
  /// \name The producer
  /// @{

  /// The coroutine has been made.
  void start(std::coroutine_handle<> coroutine) noexcept {
    producer = coroutine;
  }
  /// The producer takes a token. Returns it; \p requested is one that its
  /// caller gave. Throws std::bad_alloc.
  std::stop_token give_token(const std::stop_token &requested);
  /// It has suspended at a co_yield, or \p at_end. The frame may be gone
  /// afterwards.
  void arrive(bool at_end) noexcept;
  /// An exception leaves its body.
  void fail(std::exception_ptr error) noexcept { failure = std::move(error); }

  /// @}

  void *item = nullptr; ///< What was yielded last.
  bool movable = false; ///< Whether it may be moved from.

private:
  /// The bits of the word.
  enum : unsigned {
    handle = 1,   ///< there is an async_stream
    held = 2,     ///< a loop over all items has it
    reading = 4,  ///< there is a read
    waiting = 8,  ///< which has suspended and has to be run
    running = 16, ///< the producer has been resumed
    ready = 32,   ///< it has brought an item, or the end
    done = 64,    ///< it has ended
    closed = 128, ///< nobody wants another item
    users = handle | held | reading | running
  };

  struct stop_link {
    stream_state *state;
    void operator()() noexcept { state->stop_requested(); }
  };

  template <class Change> unsigned update(Change change) noexcept;
  void stop_requested() noexcept;
  void drop(unsigned user) noexcept;
  void destroy_frame() noexcept;
  void add_link(const std::stop_token &token);

  const char *type_name() const noexcept override { return "async_stream"; }
  void destroy_value() noexcept override {}

  std::atomic<unsigned> word{handle};
  std::coroutine_handle<> producer;
  continuation *reader = nullptr;
  std::exception_ptr failure;
  std::stop_source producer_stop{std::nostopstate};
  std::forward_list<std::stop_callback<stop_link>> links;
};

/// Awaits one read. Destroyed with its coroutine while it waits, it takes the
/// read back.
class stream_read {
public:
  stream_read(stream_state &stream, bool capture, bool holder) noexcept
      : stream(&stream), capture(capture), holder(holder) {}
  stream_read(const stream_read &) = delete;
  ~stream_read();

  bool await_ready() {
    bool known = stream->begin_read(holder);
    reading = true;
    return known;
  }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> awaiting) noexcept {
    wait_link *link = nullptr;
    if constexpr (!std::is_void_v<Promise>)
      link = detail::link_of(awaiting.promise());
    return suspend(awaiting, link);
  }
  /// For loops: the read goes on to be theirs.
  void await_resume() noexcept { reading = false; }

protected:
  stream_state *stream;
  bool capture, holder;
  bool reading = false;

private:
  bool suspend(std::coroutine_handle<> awaiting, wait_link *link) noexcept;

  bool suspended = false;
  union {
    await_node node;
  };
};

} // namespace switchback::detail

#endif // SWITCHBACK_DETAIL_STREAM_STATE_H
