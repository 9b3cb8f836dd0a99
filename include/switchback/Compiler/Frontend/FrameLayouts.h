//===- FrameLayouts.h - Where the members of frames stand -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The list behind --layout. The numbers are clang's own, of the lowered text:
/// no layout is computed here.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_FRAMELAYOUTS_H
#define SWITCHBACK_COMPILER_FRONTEND_FRAMELAYOUTS_H

#include "switchback/Compiler/Frontend/Action.h"

namespace switchback {

/// The coroutines that were selected in the files of one translation unit: by
/// the names that FileTexts has for them.
using FileCoroutines = std::map<std::string, llvm::ArrayRef<CoroutineReport>>;

/// Where the frame of a coroutine is that is awaited where it is called, to be
/// said behind "is".
std::string placeOf(const ChildFrameReport &Child);

/// Whether \p C starts on the stack, and why not; empty if its promise does not
/// ask for that.
std::string startOf(const CoroutineReport &C);

/// Compiles \p Texts, lowered texts, in place of files of \p TU, and prints to
/// \p OS what stands where in the frames of \p Coroutines, all numbers in
/// bytes, and where the frames of the coroutines are that they await. Of a
/// template, the frames of its instances in this translation unit. False, with
/// a message, if the texts do not compile.
bool printFrameLayouts(const Compilation &TU, const FileTexts &Texts,
                       const FileCoroutines &Coroutines,
                       const DiagnosticOutput &Diagnostics,
                       llvm::raw_ostream &OS);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_FRAMELAYOUTS_H
