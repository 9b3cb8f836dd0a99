//===- MacroRecorder.h - What macros expand to ------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Watches the preprocessor, and keeps the tokens that macros expand to where
/// the user's files call them. A statement whose tokens come partly from a
/// macro's body has no text of its own that could be taken apart; writing the
/// expansion in place of the macro's call gives it one.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_MACRORECORDER_H
#define SWITCHBACK_COMPILER_MACRORECORDER_H

#include "clang/Basic/SourceLocation.h"
#include "clang/Basic/TokenKinds.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class SourceManager;
} // namespace clang

namespace switchback {

/// The macro calls of one parse. Not thread-safe; lives as long as the
/// preprocessor that it watches.
class MacroRecorder {
public:
  /// Starts to watch. Call before the main file is entered.
  void watch(clang::CompilerInstance &CI);

  /// The call of a macro in a file, and what it expands to.
  struct Call {
    clang::FileID File;
    unsigned Begin = 0, End = 0; ///< offsets in the file
    std::string Text;
  };

  /// The outermost macro call that \p Loc comes from, written out. Nothing if
  /// \p Loc comes from no macro, or if text could not mean the same: the
  /// expansion holds a name that would be expanded once more, or a pragma that
  /// is not about diagnostics.
  std::optional<Call> expansionAt(clang::SourceLocation Loc) const;

  /// True if the macro call that \p Loc comes from makes a string of one of its
  /// arguments: what they look like can be told.
  bool spellsArguments(clang::SourceLocation Loc) const;

  /// True if \p C takes numbers from `__COUNTER__`.
  bool counts(const Call &C) const;
  /// The calls in \p Range that do, as far as they can be written out. What is
  /// left of them would begin again to count.
  std::vector<Call> callsThatCount(clang::SourceRange Range) const;

private:
  struct Piece {
    clang::SourceLocation Loc;
    std::string Text;
    clang::tok::TokenKind Kind = clang::tok::unknown;
    bool HasSpace = false;
    /// A macro's name: written down, it would be expanded again, if it is an
    /// object-like macro's or stands in front of a parenthesis.
    bool IsMacroName = false, IsFunctionLike = false;
  };
  struct Expansion {
    std::vector<Piece> Pieces;
    bool IsWritable = true, SpellsArguments = false, Counts = false;
  };
  class Callbacks;

  /// True if a macro called from \p Begin to \p End has \p Property.
  bool isAny(clang::FileID File, unsigned Begin, unsigned End,
             bool Expansion::*Property) const;
  Expansion *expansionFor(clang::SourceLocation Loc);
  std::string textOf(const Expansion &E, clang::FileID File) const;

  clang::CompilerInstance *CI = nullptr;
  const clang::SourceManager *SM = nullptr;
  /// The file that is being read; invalid in a system header.
  clang::FileID Current;
  /// By the offset of the macro's name.
  std::map<clang::FileID, std::map<unsigned, Expansion>> Expansions;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_MACRORECORDER_H
