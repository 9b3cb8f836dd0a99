//===- Lines.h - The lines of the original ----------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How lowered text comes by `#line` directives. Line numbers are known while
/// text is printed, but not where it will stand once it is formatted. So the
/// printer and the edits put marks in the text (directives of our own, which
/// the formatter leaves alone), and after formatting each becomes a `#line`
/// where the number would otherwise be wrong, or nothing.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LINES_H
#define SWITCHBACK_COMPILER_LINES_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace switchback {

/// Which `#line` directives lowered text has.
enum class LineDirectives {
  None,
  /// Where code asks for its line or file (`__LINE__`, `assert`,
  /// std::source_location) and would be told another than in the original.
  Needed,
  /// Wherever the compiler would take a line for another than the original's.
  All,
};

/// What there is to know about the lines of a file.
struct LineFacts {
  LineDirectives Wanted = LineDirectives::None;

  /// From line First on, lines are numbered from Presumed on, and belong to
  /// File: a new segment begins at the start, and behind a `#line`.
  struct Segment {
    unsigned First, Presumed;
    std::string File;
  };
  std::vector<Segment> Segments;

  /// Code that asks for its line: an identifier at Offset.
  struct Ask {
    unsigned Offset, Line;
    std::string Name;
  };
  /// In the order of their offsets.
  std::vector<Ask> Asks;

  /// The name of line \p Line in diagnostics.
  std::pair<llvm::StringRef, unsigned> presumed(unsigned Line) const;
  /// Whether something in [Begin, End) asks.
  bool asks(unsigned Begin, unsigned End) const;
  /// The first thing that asks, at or behind \p From, and is named in \p Text.
  const Ask *askedIn(llvm::StringRef Text, unsigned From) const;
};

/// What \p File has, if \p Wanted needs to know. \p Name, if not empty, is what
/// the file is called in place of the name that clang has for it.
LineFacts lineFacts(const clang::ASTContext &Context, LineDirectives Wanted,
                    clang::FileID File, llvm::StringRef Name);

/// A mark: the text behind it comes from line Line of the file.
struct LineMark {
  enum KindTy {
    Generated, ///< generated from that line
    Verbatim,  ///< Count lines from there on, which formatting must keep
    Rest,      ///< text outside of the coroutines, as it stands there
  };
  KindTy Kind = Generated;
  unsigned Line = 0;
  unsigned Count = 1;

  /// As a line of text.
  std::string str() const;
  /// Reads \p Line, if it is a mark.
  static std::optional<LineMark> parse(llvm::StringRef Line);
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LINES_H
