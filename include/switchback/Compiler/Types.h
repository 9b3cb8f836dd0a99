//===- Types.h - Types spelled as a person would ----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Spells types for declarations in the frame. A type the source spells out is
/// spelled as there; one that was deduced is canonical, with the well-known
/// short names put back and default template arguments left out.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_TYPES_H
#define SWITCHBACK_COMPILER_TYPES_H

#include "switchback/Compiler/Form.h"

namespace switchback {

/// Spells \p T, the class that the coroutine is a member of. One of a template
/// is known by its name alone, whatever the template's parameters are called
/// where it is declared.
std::string spellOwnClass(const Form &F, clang::QualType T);

/// `T Name`, or `T` if \p Name is empty. \p IsWritten: the source spells the
/// type so where the frame's struct can see it.
std::string spellDeclaration(const Form &F, clang::QualType T,
                             llvm::StringRef Name = "", bool IsWritten = false);

/// True if an instance decides how \p V is aligned.
bool hasDependentAlignment(const clang::VarDecl *V);

/// Empty if \p T can be spelled in the frame of \p F; else why not: it is a
/// closure, has no name, or its name is not accessible there.
std::string whyUnspellable(const Form &F, clang::QualType T);

/// The type of a pointer to \p Function, which may be a member function.
clang::QualType pointerTo(const clang::ASTContext &Context,
                          const clang::FunctionDecl *Function);

/// The local types that spelling \p T needs.
void collectLocalTypes(const Form &F, clang::QualType T,
                       llvm::SmallVectorImpl<const clang::NamedDecl *> &Out);

/// The variables of the function that \p T is written with: what the frame says
/// instead is their value.
void collectConstants(const Form &F, clang::QualType T,
                      llvm::SmallPtrSetImpl<const clang::VarDecl *> &Out);

/// True if \p Name stands in \p Text as a word.
bool hasWord(llvm::StringRef Text, llvm::StringRef Name);

} // namespace switchback

#endif
