//===- AsyncStream.cpp - Who is where in a stream -------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Internal.h"
#include "switchback/annotate.h"
#include "switchback/async_stream.h"
#include "switchback/thread_pool.h"

namespace switchback::detail {

namespace {

/// Runs \p reader, but not here: inside of a destructor or a cancellation's
/// callback nobody expects that a coroutine goes on.
void run_elsewhere(continuation *reader) noexcept {
  try {
    detail::pool_post([reader] { detail::run_continuations(reader); });
  } catch (...) {
    detail::run_continuations(reader); // better here than never
  }
}

/// Nobody is left who could be told.
void report_unobserved(std::exception_ptr error) noexcept {
  try {
    (void)make_task_from_exception(std::move(error));
  } catch (...) {
    // No memory: then it is not reported.
  }
}

} // namespace

void throw_stream_destroyed() {
  throw invalid_stream_error("the async_stream was destroyed during a read");
}

void throw_invalid_stream() {
  throw invalid_stream_error(
      "an async_stream that has no producer (made by the default constructor, "
      "or moved from) was used");
}

stream_state::~stream_state() = default;

/// Changes the word. Returns what it was.
template <class Change> unsigned stream_state::update(Change change) noexcept {
  unsigned seen = word.load(std::memory_order_acquire);
  while (!word.compare_exchange_weak(seen, change(seen),
                                     std::memory_order_acq_rel,
                                     std::memory_order_acquire)) {
  }
  return seen;
}

void stream_state::close() noexcept {
  // As soon as it is known to be closed, the producer may be the last user.
  std::stop_source stop = producer_stop;
  const unsigned before = update(
      [](unsigned seen) { return (seen & ~(handle | waiting)) | closed; });
  if (!(before & users & ~handle))
    return destroy_frame();
  // A read that waited is now ours to end, and keeps the state until then.
  if (before & waiting)
    run_elsewhere(reader);
  if (before & running)
    stop.request_stop();
}

void stream_state::obey(const std::stop_token &token) {
  if (word.load(std::memory_order_relaxed) & (reading | held))
    throw invalid_stream_error("with_cancellation during a read of the stream");
  add_link(token);
}

void stream_state::add_link(const std::stop_token &token) {
  if (token.stop_possible())
    links.emplace_front(token, stop_link{this});
}

std::stop_token stream_state::give_token(const std::stop_token &requested) {
  if (!producer_stop.stop_possible())
    producer_stop = std::stop_source();
  add_link(requested);
  return producer_stop.get_token();
}

/// A linked token asks. The link keeps the state until this returns, unless
/// what it calls destroys the stream.
void stream_state::stop_requested() noexcept {
  if (producer_stop.stop_possible()) {
    std::stop_source(producer_stop).request_stop();
    return;
  }
  const unsigned before = update([](unsigned seen) {
    return seen & (closed | done) ? seen : (seen & ~waiting) | closed;
  });
  if ((before & waiting) && !(before & (closed | done)))
    run_elsewhere(reader);
}

bool stream_state::begin_read(bool holder) {
  unsigned seen = word.load(std::memory_order_acquire), next;
  do {
    if ((seen & reading) || ((seen & held) && !holder))
      throw invalid_stream_error("an async_stream is read by two at once");
    next = seen | reading;
    if (!(seen & (running | ready | done | closed)))
      next |= running;
  } while (!word.compare_exchange_weak(seen, next, std::memory_order_acq_rel,
                                       std::memory_order_acquire));
  if ((next & running) && !(seen & running)) {
    producer.resume();
    next = word.load(std::memory_order_acquire);
  }
  return next & (ready | done | closed);
}

bool stream_state::wait(continuation &who) noexcept {
  reader = &who;
  const unsigned before = update([](unsigned seen) {
    return seen & (ready | closed) ? seen : seen | waiting;
  });
  return !(before & (ready | closed));
}

read_outcome stream_state::outcome() const noexcept {
  const unsigned seen = word.load(std::memory_order_acquire);
  if ((seen & (ready | done)) == ready)
    return read_outcome::item;
  if (!(seen & ready) && (seen & closed))
    return seen & handle ? read_outcome::canceled : read_outcome::destroyed;
  return read_outcome::end;
}

void stream_state::rethrow_failure() {
  if (failure)
    std::rethrow_exception(std::exchange(failure, nullptr));
}

void stream_state::end_read() noexcept { drop(reading | ready); }

void stream_state::abandon_read() noexcept {
  const unsigned before = word.load(std::memory_order_acquire);
  if (!(before & waiting)) // it is about to be run, and will find no coroutine
    misuse("a coroutine was destroyed while its read of an async_stream ended");
  drop(reading | waiting);
}

void stream_state::begin_hold() {
  const unsigned before = update([](unsigned seen) {
    return seen & (reading | held) ? seen : seen | held;
  });
  if (before & (reading | held))
    throw invalid_stream_error("an async_stream is read by two at once");
}

void stream_state::end_hold() noexcept { drop(held); }

void stream_state::arrive(bool at_end) noexcept {
  const unsigned before = update([at_end](unsigned seen) {
    unsigned next = seen & ~(running | waiting);
    if (!(seen & closed))
      next |= ready;
    return at_end ? next | done : next;
  });
  if (!(before & users & ~running))
    return destroy_frame();
  if (before & waiting)
    detail::run_continuations(reader);
}

/// Clears \p bits, of which one is a user.
void stream_state::drop(unsigned bits) noexcept {
  const unsigned before =
      update([bits](unsigned seen) { return seen & ~bits; });
  if (!(before & users & ~bits))
    destroy_frame();
}

void stream_state::destroy_frame() noexcept {
  links.clear();
  if (failure)
    report_unobserved(std::move(failure));
  producer.destroy();
}

stream_read::~stream_read() {
  if (suspended)
    node.~await_node();
  if (reading)
    stream->abandon_read();
}

bool stream_read::suspend(std::coroutine_handle<> awaiting,
                          wait_link *link) noexcept {
  ::new (static_cast<void *>(&node)) await_node(awaiting, capture);
  suspended = true;
  node.publish(link, stream);
  if (stream->wait(node))
    return true;
  node.withdraw();
  return false;
}

SWITCHBACK_ASYNC task<> run_for_each(std::unique_ptr<for_each_steps> steps) {
  for (;;) {
    stream_read read(steps->state, /*capture=*/true, /*holder=*/true);
    co_await read;
    task<> pending;
    if (!steps->step(pending))
      co_return;
    if (pending.valid())
      co_await pending;
  }
}

} // namespace switchback::detail
