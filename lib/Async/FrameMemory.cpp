//===- FrameMemory.cpp - The memory of coroutines that end ----------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See frame_recycling.h. Blocks of each size wait in a list of their own, the
/// first word of each being the next. They belong to the thread: no lock.
///
//===----------------------------------------------------------------------===//
#include "switchback/detail/frame_memory.h"
#include "switchback/frame_recycling.h"
#include <atomic>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SWITCHBACK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||     \
    __has_feature(memory_sanitizer)
#define SWITCHBACK_SANITIZED 1
#endif
#endif
#ifndef SWITCHBACK_SANITIZED
#define SWITCHBACK_SANITIZED 0
#endif

namespace switchback {

namespace {

constexpr std::size_t granularity = 64, largest = 2048, most = 64 * 1024;

std::atomic<bool> recycles{!SWITCHBACK_SANITIZED};

struct block {
  block *next;
};

/// Needs no construction nor destruction: coroutines may end after what a
/// thread has is destroyed.
struct cache {
  block *first[largest / granularity + 1];
  std::size_t size;
  bool is_closed;

  void clear() noexcept {
    for (block *&list : first)
      while (block *gone = list) {
        list = gone->next;
        ::operator delete(gone);
      }
    size = 0;
  }
};
thread_local constinit cache kept{};

/// Empties the cache at the end of its thread.
struct closing {
  void begin() noexcept {}
  ~closing() {
    kept.clear();
    kept.is_closed = true;
  }
};
thread_local closing at_exit;

} // namespace

bool set_frame_recycling(bool enabled) noexcept {
  return recycles.exchange(enabled, std::memory_order_relaxed);
}

namespace detail {

frame_block allocate_frame(std::size_t size) {
  const std::size_t size_class = (size + granularity - 1) / granularity;
  const bool is_on = recycles.load(std::memory_order_relaxed);
  if (!is_on)
    kept.clear();
  if (size > largest || !is_on)
    return {::operator new(size), 0};
  block *&list = kept.first[size_class];
  if (block *found = list) {
    list = found->next;
    kept.size -= size_class * granularity;
    return {found, static_cast<unsigned char>(size_class)};
  }
  return {::operator new(size_class * granularity),
          static_cast<unsigned char>(size_class)};
}

void deallocate_frame(frame_block given) noexcept {
  const std::size_t size = given.size_class * granularity;
  if (!recycles.load(std::memory_order_relaxed)) {
    kept.clear();
    return ::operator delete(given.memory);
  }
  if (kept.is_closed || kept.size + size > most)
    return ::operator delete(given.memory);
  at_exit.begin();
  block *&list = kept.first[given.size_class];
  list = ::new (given.memory) block{list};
  kept.size += size;
}

} // namespace detail
} // namespace switchback
