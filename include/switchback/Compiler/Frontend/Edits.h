//===- Edits.h - From edits to text -----------------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Applies the edits of a lowering to the text of a file, adds the header they
/// need, and formats what was generated. Every byte outside the edits and the
/// added line stays as it is.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_EDITS_H
#define SWITCHBACK_COMPILER_FRONTEND_EDITS_H

#include "switchback/Compiler/Frontend/Action.h"
#include "switchback/Compiler/Frontend/LineMarks.h"
#include "clang/Format/Format.h"
#include "llvm/Support/Error.h"

namespace switchback {

/// The style to format \p FileName in, chosen by \p StyleOption (see
/// clang-format's --style); LLVM where no .clang-format file is found.
llvm::Expected<clang::format::FormatStyle>
formatStyle(llvm::StringRef StyleOption, llvm::StringRef FileName,
            llvm::StringRef Text);

/// From offsets in an edited text to those before.
class OffsetMap {
public:
  /// Where \p Offset was. What an edit made was where the edit began.
  unsigned before(unsigned Offset) const;
  /// What an edit made in the edited \p Text around \p Offset; empty if that is
  /// what it was, or not known.
  llvm::StringRef changedAt(llvm::StringRef Text, unsigned Offset) const;

  struct Segment {
    unsigned Begin, End;       ///< in the edited text, without directives
    unsigned OldBegin, OldEnd; ///< what it replaces
  };
  /// In order.
  std::vector<Segment> Segments;
  /// Where its lines are, if there are directives among them.
  std::vector<LineStart> Lines;
};

/// The lowered text of \p Unit. Fails if its edits overlap or lie outside the
/// text, which is a fault of the lowering. \p Map, if there is one, becomes the
/// way back. With \p Support the text has been preprocessed, and that is put
/// into it in place of an include.
llvm::Expected<std::string> applyEdits(const LoweredUnit &Unit,
                                       const clang::format::FormatStyle &Style,
                                       llvm::StringRef FileName,
                                       OffsetMap *Map = nullptr,
                                       const SupportText *Support = nullptr);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_EDITS_H
