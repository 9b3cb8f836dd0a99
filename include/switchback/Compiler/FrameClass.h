//===- FrameClass.h - Frames that others see --------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRAMECLASS_H
#define SWITCHBACK_COMPILER_FRAMECLASS_H

#include <string>

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace switchback {

/// True if \p Class is the frame of a coroutine that has been lowered: its
/// first member is of a type that nothing else has.
bool isFrame(const clang::CXXRecordDecl *Class);

/// The frame of a coroutine that is awaited where it is called.
struct ChildFrame {
  /// The struct, and its function that makes one in given storage.
  std::string Type, Ramp;
  /// The struct's own name.
  std::string Name = {};
  /// What leads to the struct, if that is local to its function: `Type` is a
  /// name for it in the frame that awaits.
  std::string Local = {};
  /// Its step function, if the coroutine that awaits may call that: it gives
  /// the coroutine to go on with, and no exception leaves it.
  std::string Step = {};
  /// Why it is no part of the frame of the coroutine that awaits; empty if it
  /// is.
  std::string WhyNot = {};
  /// It is on the stack as long as it need not wait.
  bool StartsOnStack = false;
  /// That would be an error.
  bool MustElide = false;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRAMECLASS_H
