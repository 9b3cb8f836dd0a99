//===- LineMarks.h - From marks to #line directives -------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What happens to the marks of Lines.h while edits are applied, and after
/// formatting.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_LINEMARKS_H
#define SWITCHBACK_COMPILER_FRONTEND_LINEMARKS_H

#include "switchback/Compiler/Frontend/Action.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace switchback {

/// Marks the text between edits, behind those that move lines.
class RestMarker {
public:
  explicit RestMarker(const LoweredUnit &Unit) : Unit(Unit) {}

  /// \p New replaces \p Old.
  void edited(const Edit &E, llvm::StringRef Old, llvm::StringRef New);
  /// Appends the untouched text in [Begin, End) to \p Result.
  void append(std::string &Result, unsigned Begin, unsigned End);

private:
  bool wants(unsigned Begin, unsigned End) const;

  const LoweredUnit &Unit;
  bool Moved = false;
  /// A directive was printed in front: all lines behind are wrong without one.
  bool Marked = false;
  unsigned From = 0;
};

/// Of \p Ranges of \p Text, those to format anew because \p Formatted, the text
/// formatted in these, does not keep the lines of text that is marked as
/// verbatim. None if it does.
std::optional<std::vector<clang::tooling::Range>>
rangesThatKeepLines(llvm::StringRef Text, llvm::StringRef Formatted,
                    llvm::ArrayRef<clang::tooling::Range> Ranges);

/// Where a line begins before and after marks are resolved.
struct LineStart {
  unsigned Before, After;
};

/// \p Text with a `#line` for every mark that needs one. \p Starts becomes
/// where its lines went.
std::string resolveLineMarks(llvm::StringRef Text, const LineFacts &Facts,
                             std::vector<LineStart> &Starts);

/// Where \p Offset of the text that resolveLineMarks() made was before.
unsigned unresolved(unsigned Offset, llvm::ArrayRef<LineStart> Starts);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_LINEMARKS_H
