//===- Action.h - One run of clang ------------------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses a file and lowers it, or parses text in place of a file to see
/// whether it compiles. Both may run on any thread, several at once.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_ACTION_H
#define SWITCHBACK_COMPILER_FRONTEND_ACTION_H

#include "switchback/Compiler/Frontend/Compilation.h"
#include "switchback/Compiler/Frontend/Inclusions.h"
#include "switchback/Compiler/Lower.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace switchback {

/// How to print diagnostics.
struct DiagnosticOutput {
  llvm::raw_ostream &OS;
  bool Color = false;

  /// Print what the lowering warns of. What clang warns of is never printed:
  /// the compiler does that when it compiles the file.
  bool LoweringWarnings = true;

  /// Print how many there were.
  bool Summary = true;
};

/// What to parse in place of files, by their paths; the main file's is empty.
using FileTexts = std::map<std::string, std::string>;

/// What the file that is lowered became.
struct LoweredUnit {
  /// Whether the translation unit compiles. If not, its errors were printed,
  /// and the members below are empty.
  bool Parsed = false;

  /// Whether the lowering reported errors.
  bool LoweringFailed = false;

  /// Where in the file the first error is, if it is there.
  std::optional<unsigned> FirstError;

  /// The text of the file as it was parsed.
  std::string Text;

  clang::LangOptions LangOpts;
  LoweringResult Result;

  /// The declarations at the top level of the file, as offsets of their first
  /// and last tokens.
  std::vector<std::pair<unsigned, unsigned>> TopLevel;

  /// What is included, if LoweringRound::ListInclusions asked for it.
  std::vector<Inclusion> Inclusions;
};

/// Parses the file of \p TU and lowers the coroutines of the target of
/// \p Round. Function bodies in system headers are not parsed where nothing can
/// depend on them.
///
/// \p KeepMemory leaves the AST to the end of the process, which is faster for
/// a single file.
///
/// \p Text, if there is one, is parsed in place of the target.
LoweredUnit lowerFile(const Compilation &TU, const LoweringOptions &Options,
                      LoweringRound Round, std::optional<llvm::StringRef> Text,
                      const DiagnosticOutput &Diagnostics, bool KeepMemory);

/// Whether the file of \p TU compiles with \p Texts in place of files.
/// Errors are printed.
bool compiles(const Compilation &TU, const FileTexts &Texts,
              const DiagnosticOutput &Diagnostics);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_ACTION_H
