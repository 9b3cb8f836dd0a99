//===- Deadlock.cpp - Blocking on a task, where that can end --------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A thread that blocks on a task while a single-threaded context is current
/// there looks along what the task waits for. If it comes upon a coroutine that
/// has to go on in the context, the thread would wait for itself.
///
/// What a coroutine waits for can change while the thread blocks. So it is on
/// a list, and every suspension that happens while there is somebody on that
/// makes them look again. None is missed: a suspension either took the lock of
/// its link before the looker did, and is seen, or after it, and then sees that
/// somebody is on the list.
///
//===----------------------------------------------------------------------===//
#include "Internal.h"
#include "switchback/task.h"
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace switchback::detail {

namespace {

/// A blocked thread. The list of the task and the thread each have a reference,
/// since a thread may give up before the task completes.
class blocked final : public continuation {
public:
  blocked() noexcept : continuation(&completed) {}

  /// Waits until complete, or for a reason to look again. True if complete.
  bool wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return complete || again; });
    again = false;
    return complete;
  }
  void look_again() {
    std::lock_guard lock(mutex);
    again = true;
    changed.notify_one();
  }
  void release() noexcept {
    if (references.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }

  blocked *previous = nullptr, *following = nullptr;

private:
  static void completed(continuation *node) noexcept {
    auto *self = static_cast<blocked *>(node);
    {
      std::lock_guard lock(self->mutex);
      self->complete = true;
      self->changed.notify_one();
    }
    self->release();
  }

  std::atomic<int> references{2};
  std::mutex mutex;
  std::condition_variable changed;
  bool complete = false, again = false;
};

std::mutex blocked_mutex;
blocked *blocked_list = nullptr;
std::atomic<unsigned> blocked_count{0};

/// Has a thread on the list.
class on_list {
public:
  explicit on_list(blocked &thread) : thread(thread) {
    std::lock_guard lock(blocked_mutex);
    thread.following = blocked_list;
    if (blocked_list)
      blocked_list->previous = &thread;
    blocked_list = &thread;
    blocked_count.fetch_add(1, std::memory_order_relaxed);
  }
  on_list(const on_list &) = delete;
  ~on_list() {
    std::lock_guard lock(blocked_mutex);
    (thread.previous ? thread.previous->following : blocked_list) =
        thread.following;
    if (thread.following)
      thread.following->previous = thread.previous;
    blocked_count.fetch_sub(1, std::memory_order_relaxed);
  }

private:
  blocked &thread;
};

void all_look_again() {
  std::lock_guard lock(blocked_mutex);
  for (blocked *thread = blocked_list; thread; thread = thread->following)
    thread->look_again();
}

/// What type_name() names: `... [with T = int]` or `... [T = int]`.
std::string task_name(const char *signature) {
  const char *begin = std::strstr(signature, "T = ");
  if (!begin)
    return "task";
  std::string name(begin + 4);
  if (!name.empty() && name.back() == ']')
    name.pop_back();
  return "task<" + name + ">";
}

constexpr std::uintptr_t locked = 1;
constexpr unsigned max_branches = 64;

} // namespace

std::uintptr_t wait_link::lock() noexcept {
  for (unsigned tries = 0;; ++tries) {
    std::uintptr_t seen = word.fetch_or(locked, std::memory_order_acq_rel);
    if (!(seen & locked))
      return seen;
    if (tries % 64 == 63)
      std::this_thread::yield();
  }
}

void wait_link::set(const await_node &node) noexcept {
  auto value = reinterpret_cast<std::uintptr_t>(&node);
  std::uintptr_t seen = 0;
  if (!word.compare_exchange_strong(seen, value, std::memory_order_acq_rel,
                                    std::memory_order_relaxed)) {
    lock();
    word.exchange(value, std::memory_order_acq_rel);
  }
  if (blocked_count.load(std::memory_order_relaxed) != 0)
    all_look_again();
}

void wait_link::clear() noexcept {
  std::uintptr_t seen = word.load(std::memory_order_relaxed);
  if ((seen & locked) ||
      !word.compare_exchange_strong(seen, 0, std::memory_order_acq_rel,
                                    std::memory_order_relaxed)) {
    lock();
    word.exchange(0, std::memory_order_acq_rel);
  }
}

bool wait_link::needs(const synchronization_context &context,
                      task_state_base *&next) noexcept {
  std::uintptr_t seen = lock();
  bool found = false;
  if (auto *node = reinterpret_cast<const await_node *>(seen)) {
    found = node->captured == &context;
    // Its awaiter keeps it alive, and must clear the link before it goes.
    next = node->awaited;
    if (next)
      next->add_producer();
  }
  word.exchange(seen, std::memory_order_acq_rel);
  return found;
}

bool task_state_base::needs(const synchronization_context &context,
                            unsigned depth) {
  // Tasks that wait for each other in a circle end the search: whenever the
  // count of steps is a power of two, the place is one to come back to.
  const task_state_base *mark = nullptr;
  task_state_base *at = this;
  at->add_producer();
  bool found = false;
  for (std::size_t steps = 1; at && at != mark; ++steps) {
    if ((steps & (steps - 1)) == 0)
      mark = at;
    task_state_base *next = nullptr;
    if (!at->is_completed()) {
      found = at->link.needs(context, next) ||
              (!next && depth < max_branches &&
               at->branches_need(context, depth + 1));
      if (found && next)
        next->release_producer();
      if (found)
        next = nullptr;
    }
    std::exchange(at, next)->release_producer();
  }
  if (at)
    at->release_producer();
  return found;
}

bool task_state_base::branches_need(const synchronization_context &, unsigned) {
  return false;
}

void task_state_base::wait() {
  if (is_completed())
    return;
  synchronization_context *context = current_context;
  std::unique_ptr<blocked, void (*)(blocked *)> thread(
      new blocked, [](blocked *thread) { thread->release(); });
  if (!add_continuation(*thread)) {
    thread->release(); // the reference of the list, which did not take it
    return;
  }
  if (!context || !context->is_single_threaded()) {
    while (!thread->wait()) {
    }
    return;
  }
  on_list registered(*thread);
  do {
    if (needs(*context))
      throw deadlock_error(task_name(type_name()), context->name());
  } while (!thread->wait());
}

} // namespace switchback::detail
