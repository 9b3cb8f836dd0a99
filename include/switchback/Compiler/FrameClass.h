//===- FrameClass.h - Frames in text that was lowered -----------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRAMECLASS_H
#define SWITCHBACK_COMPILER_FRAMECLASS_H

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace switchback {

/// True if \p Class is the frame of a coroutine that has been lowered: its
/// first member is of a type that nothing else has.
bool isFrame(const clang::CXXRecordDecl *Class);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRAMECLASS_H
