//===- Instances.h - Where the instances of a template are ------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_INSTANCES_H
#define SWITCHBACK_LIB_PASSES_INSTANCES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"

namespace switchback {

/// The outermost templates around \p Function, the pattern of a template: they
/// hold all its instances. There are two if it is a friend.
llvm::SmallVector<clang::Decl *, 2>
templatesAround(const clang::FunctionDecl *Function);

} // namespace switchback

#endif
