//===- Specialise.h - Instances of templates, written out -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_SPECIALISE_H
#define SWITCHBACK_LIB_PASSES_SPECIALISE_H

#include "switchback/Compiler/Form.h"
#include "switchback/Compiler/Lines.h"
#include <string>
#include <vector>

namespace clang {
class Sema;
}

namespace switchback {

/// An instance of a coroutine template, as an explicit specialisation.
struct Specialisation {
  /// With its template arguments, as instanceName() gives it.
  std::string Name;
  /// What the names in it refer to: see meaningOf().
  std::string Meaning;
  /// Where in the file it goes, its text, and its declaration alone.
  unsigned At = 0;
  std::string Text, Declaration;
};

/// The qualified name of \p F, an instance or an explicit specialisation, with
/// template arguments.
std::string instanceName(const clang::FunctionDecl *F);

/// What the names in the body of \p F refer to, and which constructors and
/// conversions it calls, in order: the same for an instance and for an explicit
/// specialisation that behaves like it.
std::string meaningOf(const clang::FunctionDecl *F);

/// Writes the instances out that the file has of the template \p F, which was
/// refused, as native coroutines that are no templates. Those that cannot be
/// named outside of the functions that use them are left out, as are those that
/// \p IsWanted declines, and all if \p Lines says that the body asks for its
/// line.
std::vector<Specialisation>
specialise(const Form &F, clang::Sema &S, const LineFacts &Lines,
           llvm::function_ref<bool(llvm::StringRef Name)> IsWanted);

} // namespace switchback

#endif
