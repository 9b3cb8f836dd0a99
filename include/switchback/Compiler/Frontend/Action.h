//===- Action.h - One run of clang ------------------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Parses a file and lowers it and its headers, or parses text in place of
/// files to see whether it compiles. Both may run on any thread, several at
/// once.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_ACTION_H
#define SWITCHBACK_COMPILER_FRONTEND_ACTION_H

#include "switchback/Compiler/Frontend/Compilation.h"
#include "switchback/Compiler/Frontend/Inclusions.h"
#include "switchback/Compiler/Lower.h"
#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <set>
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

/// A file to be lowered in a parse.
struct LoweringRequest {
  LoweringRound Round;

  /// What to parse in place of the file, if that is not what the user wrote.
  std::optional<llvm::StringRef> Text;

  /// Where to say what of it.
  DiagnosticOutput Diagnostics;
  llvm::raw_ostream *DumpStream = nullptr;
};

/// What a file that is lowered became.
struct LoweredUnit {
  /// Whether the translation unit compiles. If not, its errors were printed,
  /// and the members below are empty.
  bool Parsed = false;

  /// Whether the lowering reported errors.
  bool LoweringFailed = false;

  /// Where in the file the errors of a parse are, and the first of them if it
  /// is there. Known only of the first file of a parse.
  std::vector<unsigned> Errors;
  std::optional<unsigned> FirstError;

  /// The text of the file as it was parsed.
  std::string Text;

  clang::LangOptions LangOpts;
  LoweringResult Result;

  /// The declarations at the top level of the file, as offsets of their first
  /// and last tokens.
  std::vector<std::pair<unsigned, unsigned>> TopLevel;

  /// Where those of them end that end with a brace, and no `;` follows.
  std::set<unsigned> Closed;
};

/// Says which headers are to be lowered in the parse that saw \p Inclusions.
using HeaderSelector = llvm::function_ref<std::vector<LoweringRequest>(
    llvm::ArrayRef<Inclusion> Inclusions)>;

/// Parses the file of \p TU and lowers what \p Files ask for, one after the
/// other, and then what \p Select, if there is one, adds. Function bodies in
/// system headers are not parsed where nothing can depend on them. What is
/// wrong with the translation unit is said where the first of \p Files wants
/// it.
///
/// \p KeepMemory leaves the AST to the end of the process, which is faster for
/// a single file.
std::vector<LoweredUnit> lowerFiles(const Compilation &TU,
                                    const LoweringOptions &Options,
                                    std::vector<LoweringRequest> Files,
                                    HeaderSelector Select, bool KeepMemory);

/// What the preprocessor makes of the file of \p TU, or of \p Text in its
/// place: with line markers, and if \p WithMacros with what defines macros.
/// Nothing if there are errors.
std::optional<std::string> preprocess(const Compilation &TU,
                                      std::optional<llvm::StringRef> Text,
                                      bool WithMacros);

/// What looks at a translation unit that has been parsed without errors.
using ParseObserver = llvm::function_ref<void(clang::ASTContext &)>;

/// Whether the file of \p TU compiles with \p Texts in place of files.
/// Errors are printed. If it does, \p Then is called.
bool compiles(const Compilation &TU, const FileTexts &Texts,
              const DiagnosticOutput &Diagnostics,
              ParseObserver Then = nullptr);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_ACTION_H
