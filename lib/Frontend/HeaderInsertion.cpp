//===- HeaderInsertion.cpp - Where an #include goes -----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One pass over the tokens of the file, from the start to the last edit, that
/// notes every place where the include could go, and the branches of
/// conditionals that are open there. The last place whose branches are all
/// still open at the last edit is taken.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/HeaderInsertion.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

class Scanner {
public:
  explicit Scanner(const LoweredUnit &Unit)
      : Unit(Unit), Text(Unit.Text),
        Lex(SourceLocation(), Unit.LangOpts, Text.begin(), Text.begin(),
            Text.end()) {
    Lex.SetCommentRetentionState(true);
    for (const Edit &E : Unit.Result.Edits)
      LastEdit = std::max(LastEdit, E.Offset + E.Length);
  }

  std::optional<unsigned> run() {
    addPlace(Text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    bool LineStart = true; // only comments on this line so far
    next();
    while (Tok.isNot(tok::eof) && begin() < LastEdit) {
      LineStart |= Tok.isAtStartOfLine();
      if (Tok.is(tok::hash) && LineStart) {
        directive();
        continue;
      }
      if (Tok.isNot(tok::comment))
        InPrologue = LineStart = false;
      unsigned End = Lex.getCurrentBufferOffset();
      bool WasComment = Tok.is(tok::comment);
      next();
      if (WasComment && InPrologue)
        endOfLeadingComment(End);
    }
    return choose();
  }

private:
  /// A line before which the include could be inserted.
  struct Place {
    unsigned Offset;
    unsigned Branch;
    /// Whether it is the line after an include of the header.
    bool Included;
  };

  void next() { Lex.LexFromRawLexer(Tok); }

  unsigned begin() { return Lex.getCurrentBufferOffset() - Tok.getLength(); }

  /// The start of the line after that which holds \p Offset.
  unsigned lineAfter(size_t Offset) const {
    do
      Offset = Text.find('\n', Offset);
    while (Offset != StringRef::npos &&
           Text.take_front(Offset++).rtrim('\r').ends_with("\\"));
    return std::min(Offset, Text.size());
  }

  void addPlace(unsigned Offset, bool Included = false) {
    Places.push_back({Offset, Branches.back(), Included});
  }

  /// A comment at the start of the file that does not belong to what follows.
  void endOfLeadingComment(unsigned End) {
    unsigned Line = lineAfter(End);
    if (Tok.is(tok::hash) || Text.slice(Line, begin()).contains('\n'))
      addPlace(Line);
  }

  /// Handles the directive whose `#` is the current token, and goes on to the
  /// first token after it.
  void directive() {
    next();
    if (Tok.isNot(tok::raw_identifier) || Tok.isAtStartOfLine())
      return;
    StringRef Name = Tok.getRawIdentifier();
    unsigned ArgumentBegin = Lex.getCurrentBufferOffset();
    unsigned End;
    do {
      End = Lex.getCurrentBufferOffset();
      next();
    } while (Tok.isNot(tok::eof) && !Tok.isAtStartOfLine());
    unsigned Line = lineAfter(End);
    StringRef Argument = Text.slice(ArgumentBegin, Line).trim();

    StringRef Macro = Argument.take_until(isSpace);
    StringRef Guard = std::exchange(PossibleGuard, "");
    if (Name == "include" || Name == "import" || Name == "include_next") {
      InPrologue = false;
      if (isOutsideDeclarations(Line))
        addPlace(Line, isFrameHeader(Argument));
    } else if (Name.starts_with("if")) {
      Branches.push_back(++LastBranch);
      if (InPrologue && Name == "ifndef")
        PossibleGuard = Macro;
      else
        InPrologue = false;
    } else if (Name.starts_with("el")) {
      Branches.back() = ++LastBranch;
      InPrologue = false;
    } else if (Name == "endif") {
      if (Branches.size() > 1)
        Branches.pop_back();
      InPrologue = false;
    } else if (InPrologue && ((Name == "pragma" && Argument == "once") ||
                              (Name == "define" && Macro == Guard))) {
      addPlace(Line);
    } else {
      InPrologue = false;
    }
  }

  bool isFrameHeader(StringRef Argument) const {
    StringRef Open = Argument.take_front(1);
    StringRef Name = Argument.drop_front(1);
    return (Open == "<" || Open == "\"") &&
           (Name.starts_with(TemplateHeader) ||
            Name.starts_with(neededHeader(Unit)));
  }

  bool isOutsideDeclarations(unsigned Offset) const {
    return none_of(Unit.TopLevel, [&](auto Range) {
      return Range.first < Offset && Offset <= Range.second;
    });
  }

  std::optional<unsigned> choose() const {
    unsigned Chosen = 0;
    for (const Place &P : Places) {
      if (P.Offset > Unit.Result.FirstLoweredOffset ||
          !is_contained(Branches, P.Branch))
        continue;
      if (P.Included)
        return std::nullopt;
      Chosen = P.Offset;
    }
    return Chosen;
  }

  const LoweredUnit &Unit;
  StringRef Text;
  Lexer Lex;
  Token Tok;
  unsigned LastEdit = 0;

  std::vector<Place> Places;
  /// The branches around the current token. Of the branches of one conditional,
  /// each has a number of its own.
  SmallVector<unsigned, 8> Branches{0};
  unsigned LastBranch = 0;

  /// Whether nothing but comments, `#pragma once` and an include guard came.
  bool InPrologue = true;
  /// The macro of an #ifndef just before, in the prologue.
  StringRef PossibleGuard;
};

} // namespace

std::optional<unsigned> findHeaderInsertion(const LoweredUnit &Unit) {
  return Scanner(Unit).run();
}

} // namespace switchback
