//===- switchback/detail/frame_memory.h - Where frames are ------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_DETAIL_FRAME_MEMORY_H
#define SWITCHBACK_DETAIL_FRAME_MEMORY_H

#include <cstddef>

namespace switchback::detail {

/// Memory for a coroutine and its state, aligned as that of `operator new`.
struct frame_block {
  void *memory;
  /// Its size as recycling counts, or 0 if it is given back to
  /// `operator delete`.
  unsigned char size_class;
};

/// Throws `std::bad_alloc`.
frame_block allocate_frame(std::size_t size);
/// \p block is one that recycling counts. On any thread.
void deallocate_frame(frame_block block) noexcept;

} // namespace switchback::detail

#endif // SWITCHBACK_DETAIL_FRAME_MEMORY_H
