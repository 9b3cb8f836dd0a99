//===- InPlace.h - Child frames that are part of their parent's -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `co_await child(...)` needs no allocation if the frame of `child` is a
/// member of the frame that awaits it. That holds if the return type of `child`
/// says that the coroutine is over, or destroyed, at the end of the full
/// expression, and if its frame is a struct that stands in front of the
/// awaiting one.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_INPLACE_H
#define SWITCHBACK_LIB_PASSES_INPLACE_H

#include "switchback/Compiler/FrameClass.h"
#include "switchback/Compiler/Passes.h"

namespace switchback {

/// The coroutines of a translation unit whose frames others may hold.
class InPlaceFrames {
public:
  /// \p Candidates: all coroutines that may be lowered.
  explicit InPlaceFrames(llvm::ArrayRef<Candidate> Candidates);

  /// True if some coroutine awaits a call of \p Function at once.
  bool isWanted(const clang::FunctionDecl *Function) const {
    return Wanted.contains(Function->getCanonicalDecl());
  }
  /// True if an await insists that the frame of \p Function is in place.
  bool isInsistedOn(const clang::FunctionDecl *Function) const {
    return Insisted.contains(Function->getCanonicalDecl());
  }
  /// \p F was lowered: it stands in place if it has what that takes.
  void offer(const Form &F);
  /// Says for each call of a coroutine that \p F awaits at once whether its
  /// frame is part of the one of \p F, or why not (Form::ChildFrames).
  void decide(Form &F) const;

private:
  std::string whyNot(const Form &F, const clang::CallExpr *Call, bool MustElide,
                     ChildFrame &Child) const;

  llvm::DenseSet<const clang::FunctionDecl *> Wanted, Insisted;
  llvm::DenseMap<const clang::FunctionDecl *, ChildFrame> Offered;
};

/// What the frame of \p F, which is local to its function, is known by to
/// others that may hold it: the address of that function. Empty if it has none.
std::string addressForFrame(const Form &F);

/// True if the frame of \p F may stand in place: it never frees itself, and can
/// be named.
bool canStandInPlace(const Form &F);

/// True if \p Callee is a coroutine, or was one before it was lowered: its
/// parameters are moved into its frame.
bool isCoroutine(const clang::FunctionDecl *Callee);

} // namespace switchback

#endif // SWITCHBACK_LIB_PASSES_INPLACE_H
