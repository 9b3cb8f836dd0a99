//===- Headers.h - Lowering what a file includes ----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Every translation unit lowers the headers that it includes, each from the
/// user's text, in the parses that its main file takes. What the units made of
/// one header is put together afterwards: it has to be the same.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_HEADERS_H
#define SWITCHBACK_COMPILER_FRONTEND_HEADERS_H

#include "switchback/Compiler/Frontend/Options.h"
#include "switchback/Compiler/Frontend/Rounds.h"
#include <map>
#include <set>

namespace switchback {

/// What conditionals left out of one inclusion, as offsets.
using SkippedRanges = std::vector<std::pair<unsigned, unsigned>>;

/// What became of a header in one translation unit.
struct HeaderOutcome {
  /// The file, without links.
  std::string Path;

  /// The paths by which it was found, absolute, with links.
  std::set<std::string> Names;

  /// The same as clang made them from options and directives.
  std::set<std::string> Spelled;

  /// Whether a selected coroutine stands in it, in this translation unit. If
  /// not, it has no text here.
  bool HasCoroutines = false;

  /// Whether the header is the user's own. Others stay as they are.
  bool IsOwn = true;

  /// Whether the lowering reported errors.
  bool LoweringFailed = false;

  /// The text as the user wrote it, and as it was lowered.
  std::string Original, Text;

  /// For standard error.
  std::string Diagnostics;

  /// For standard output: a dump.
  std::string Report;

  std::vector<CoroutineReport> Coroutines;
  clang::LangOptions LangOpts;

  /// One for each inclusion in which no coroutine stands.
  std::vector<SkippedRanges> Without;
};

/// Coroutines that stay native in every translation unit, since an instance in
/// one of them asks for it: by their file, without links, and their offset,
/// with the reason.
using NativeCoroutines = std::map<std::string, std::map<unsigned, std::string>>;

/// Whether \p Path is one of the headers that come with Switchback.
bool isSupportHeader(llvm::StringRef Path);

/// What became of a translation unit.
struct LoweredTranslationUnit {
  LoweredFile Main;

  /// What it includes, if options ask for headers and the main file compiles.
  std::vector<HeaderOutcome> Headers;
};

/// Lowers the main file of \p TU as \p Main asks for and, if \p Opts say so,
/// the headers it includes, but for \p Native. Fails as lowerInRounds() does.
llvm::Expected<LoweredTranslationUnit>
lowerWithHeaders(const Options &Opts, const Compilation &TU,
                 const LoweringRequest &Main, const NativeCoroutines &Native,
                 bool KeepMemory);

/// The text of the header \p Original if nothing in it is lowered: as it is,
/// but for what --target=plain renames.
std::string unlowered(const Options &Opts, llvm::StringRef Original,
                      const clang::LangOptions &LangOpts);

/// The headers of all translation units.
class HeaderSet {
public:
  explicit HeaderSet(const Options &Opts) : Opts(Opts) {}

  /// Adds what became of a header in the translation unit of \p Source. It is
  /// written only if \p IsWanted for some unit. Returns whether there was
  /// something to say about it that no earlier unit said.
  bool add(llvm::StringRef Source, const HeaderOutcome &Header, bool IsWanted);

  /// What is to be written, by output paths. \p Inputs are the lowered texts of
  /// the input files, by their paths without links, or none for those that
  /// failed.
  ///
  /// Fails if translation units disagree, or if something cannot be written.
  llvm::Expected<std::map<std::string, std::string>> outputs(
      const std::map<std::string, std::optional<std::string>> &Inputs) const;

private:
  struct Merged {
    /// The first translation unit that lowers it; empty if none does.
    std::string Source, Text;
    std::vector<CoroutineReport> Coroutines;
    clang::LangOptions LangOpts;
    /// Inclusions without coroutines, and who includes it so.
    std::map<SkippedRanges, std::string> Without;
    std::set<std::pair<unsigned, std::string>> Reasons;
    /// Where it is written.
    std::set<std::string> Outputs;
    /// A translation unit that lowers it into another text.
    std::string Other;
  };

  llvm::Error check(llvm::StringRef Path, const Merged &Header) const;

  const Options &Opts;
  std::map<std::string, Merged> Headers;
  std::set<std::string> Foreign;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_HEADERS_H
