//===- Crossing.h - Which locals live across a suspension -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Questions about the body that build asks before it makes nodes.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_CROSSING_H
#define SWITCHBACK_LIB_PASSES_CROSSING_H

#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace switchback {

/// True if evaluating \p S may suspend this coroutine. Bodies of lambdas do
/// not count.
bool suspends(const clang::Stmt *S);

/// What \p S copies the elements of, if it does: an array, evaluated once.
const clang::Expr *copiedArray(const clang::Stmt *S);

/// Finds the locals that must be slots: those in whose scope the coroutine
/// suspends, and those that a jump would otherwise destroy after a slot that
/// was constructed before them.
llvm::DenseSet<const clang::VarDecl *>
findCrossingLocals(const clang::Stmt *Body);

/// True if the scope of \p Body itself has a local outside of \p Crossing whose
/// end runs code.
bool hasDyingLocal(const clang::Stmt *Body,
                   const llvm::DenseSet<const clang::VarDecl *> &Crossing);

/// The statement expressions in the expressions of \p S that have to be taken
/// apart, those inside of others left out.
void findStatementExpressions(
    const clang::Stmt *S, llvm::SmallVectorImpl<const clang::StmtExpr *> &Out);

} // namespace switchback

#endif
