//===- Optimisations.h - What is done for speed and size --------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What lowering does for speed and size alone. Each can be turned off, to
/// compare: the program behaves the same.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_OPTIMISATIONS_H
#define SWITCHBACK_COMPILER_OPTIMISATIONS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSwitch.h"

namespace switchback {

struct Optimisations {
  /// The frame of a coroutine that is awaited where it is called is part of
  /// the frame that awaits it, where the return type allows that.
  bool FramesInPlace = true;

  /// Scalars that a loop uses between suspensions are locals in the meantime.
  bool HotScalars = true;

  /// The members of a frame stand in an order that wastes no space.
  bool PackedFrames = true;

  /// A few objects that die are destroyed where they die, not by the frame's
  /// general function.
  bool DirectDestruction = true;

  /// A coroutine whose promise allows it starts on its caller's stack, and has
  /// a frame only once it has to wait.
  bool StackStart = true;

  /// The one that the option `--no-NAME` turns off; null if there is none.
  bool *find(llvm::StringRef Name) {
    return llvm::StringSwitch<bool *>(Name)
        .Case("frames-in-place", &FramesInPlace)
        .Case("hot-scalars", &HotScalars)
        .Case("packed-frames", &PackedFrames)
        .Case("direct-destruction", &DirectDestruction)
        .Case("stack-start", &StackStart)
        .Default(nullptr);
  }
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_OPTIMISATIONS_H
