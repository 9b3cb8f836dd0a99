//===- Traits.h - Specialisations of coroutine_traits -----------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The program's own ways from a coroutine to its promise ([coroutine.traits]).
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_PASSES_TRAITS_H
#define SWITCHBACK_PASSES_TRAITS_H

#include "switchback/Compiler/Form.h"

namespace switchback {

/// Calls \p Each with the class templates that are called \p Name in namespace
/// std.
void forStdTemplates(
    const clang::ASTContext &Context, llvm::StringRef Name,
    llvm::function_ref<void(const clang::ClassTemplateDecl *)> Each);

/// True if the program may have a specialisation of std::coroutine_traits for
/// the return type of \p F.
bool hasOwnTraits(const Form &F);

/// What the type of the closure is to the traits of \p F, a lambda in a
/// template or a generic one, where it has no name.
Contract::ClosureTy closureInTraits(const Form &F);

} // namespace switchback

#endif // SWITCHBACK_PASSES_TRAITS_H
