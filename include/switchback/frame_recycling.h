//===- switchback/frame_recycling.h - Memory of coroutines ------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The switch of the allocator that `task`, `value_task` and `async_stream` use
/// for their coroutines: a thread keeps the memory of those that end on it for
/// those that it starts next, up to 64 KiB in blocks of at most 2 KiB. What is
/// larger, over-aligned, or no coroutine is not recycled.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_FRAME_RECYCLING_H
#define SWITCHBACK_FRAME_RECYCLING_H

namespace switchback {

/// Turns recycling on or off for the whole program; returns what it was before.
/// It is on at first, unless the library is built with a sanitizer, from which
/// it would hide uses of what is gone. What a thread has kept goes when that
/// thread ends, or starts or ends a coroutine while recycling is off.
/// Thread-safe.
bool set_frame_recycling(bool enabled) noexcept;

} // namespace switchback

#endif // SWITCHBACK_FRAME_RECYCLING_H
