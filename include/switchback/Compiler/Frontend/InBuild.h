//===- InBuild.h - Lowering as a step of a compile --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the clang plugin and the compiler launcher have in common: one
/// translation unit, with the headers of the user's that it includes, is
/// lowered for the compiler alone. Files that have no coroutine cost no more
/// than preprocessing them.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_INBUILD_H
#define SWITCHBACK_COMPILER_FRONTEND_INBUILD_H

#include "switchback/Compiler/Frontend/Compilation.h"
#include "switchback/Compiler/Frontend/Headers.h"
#include "switchback/Compiler/Frontend/Preprocessed.h"
#include "switchback/Compiler/Optimisations.h"
#include <optional>
#include <string>
#include <vector>

namespace switchback {

/// How the user wants it.
struct BuildOptions {
  /// Lower every coroutine, not only the annotated ones.
  bool All = false;

  /// A coroutine that cannot be lowered is an error.
  bool Strict = false;

  /// Everything the compiler says of the lowered text is about the user's.
  bool LineDirectives = true;

  /// Say what was lowered.
  bool Remarks = false;

  Optimisations Enabled;

  /// Say what was left native, and why.
  bool Warnings = true;

  /// Parse the lowered text once more; if that fails it is an error of ours,
  /// and said to be one.
  bool Verify = false;

  bool Color = false;

  /// Where to keep lowered text, for people to read; empty for nowhere.
  std::string EmitFolder;

  /// Paths in there go on from this folder; empty for the current one.
  std::string EmitBase;

  /// Takes `name` or `name=value`. False if there is no such option, or the
  /// value is missing or not wanted.
  bool set(llvm::StringRef Option);

  /// What set() takes.
  static llvm::StringRef help();
};

/// What became of the translation unit.
struct BuildOutcome {
  enum class Status {
    /// There is nothing to lower.
    Nothing,
    /// It does not compile, as clang sees it. Diagnostics says why.
    NotParsed,
    /// Something was lowered, or could not be. Text and Headers have what
    /// changed.
    Done,
    /// Nothing may be compiled: something was left native under strict, or
    /// there was an internal error. Diagnostics says what.
    Failed,
  };
  Status State = Status::Nothing;

  /// For standard error, ready to print.
  std::string Diagnostics;

  /// In a translation unit without coroutines: whether something is annotated
  /// all the same.
  bool HasAnnotation = false;

  /// In one that was preprocessed before, if its coroutines cannot be lowered:
  /// why.
  std::string LeftNative;

  /// The main file, unless it stays as it is.
  std::optional<std::string> Text;

  /// Every header of the user's. Of those in which something was lowered Text
  /// differs from Original.
  std::vector<HeaderOutcome> Headers;
};

/// Whether \p Text names what only coroutines have; and unless \p All, an
/// annotation. That may stand in a comment, and text that does not may include
/// such or have macros that expand to it.
bool showsCoroutine(llvm::StringRef Text, bool All);

/// Lowers the translation unit of \p TU, which has one input. \p Content is the
/// main file's, as far as that is known.
BuildOutcome lowerInBuild(const Compilation &TU, const BuildOptions &Options,
                          llvm::StringRef Content);

/// The same for text that has been preprocessed.
BuildOutcome lowerInBuild(PreprocessedCompilation &TU,
                          const BuildOptions &Options, llvm::StringRef Content);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_INBUILD_H
