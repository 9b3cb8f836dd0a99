//===- LocalTypes.h - Types declared in the body -------------- -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See LocalTypes.cpp.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_LOCALTYPES_H
#define SWITCHBACK_LIB_PASSES_LOCALTYPES_H

#include "switchback/Compiler/Form.h"
#include "llvm/ADT/DenseSet.h"

namespace switchback {

/// Gives local types names that are unique in the function, and those of the
/// variables \p Crossing names if they have none.
void renameLocalTypes(Form &F,
                      const llvm::DenseSet<const clang::VarDecl *> &Crossing);

/// Takes the local types that slots need out of the body.
void hoistLocalTypes(Form &F);

/// Nobody can tell when \p V, a local, is made.
bool isMovable(const clang::VarDecl *V);

} // namespace switchback

#endif
