//===- LineMarks.cpp - From marks to #line directives ---------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/LineMarks.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace switchback {

//===----------------------------------------------------------------------===//
// Between edits
//===----------------------------------------------------------------------===//

void RestMarker::edited(const Edit &E, StringRef Old, StringRef New) {
  Marked |= New.contains("#switchback_line");
  Moved |= E.Generated || Old.count('\n') != New.count('\n');
  From = std::max(From, E.DirectivesFrom);
}

bool RestMarker::wants(unsigned Begin, unsigned End) const {
  switch (Unit.Result.Lines.Wanted) {
  case LineDirectives::None:
    return false;
  case LineDirectives::Needed:
    return Marked || Unit.Result.Lines.asks(Begin, End);
  case LineDirectives::All:
    return true;
  }
  llvm_unreachable("not a choice");
}

/// The start of the first line behind \p From that begins with a token.
static unsigned nextLine(const LoweredUnit &Unit, unsigned From) {
  StringRef Text = Unit.Text;
  Lexer Lex(SourceLocation(), Unit.LangOpts, Text.begin(), Text.begin() + From,
            Text.end());
  Lex.SetCommentRetentionState(true);
  Token Tok;
  unsigned Begin;
  do {
    Lex.LexFromRawLexer(Tok);
    Begin = Lex.getCurrentBufferOffset() - Tok.getLength();
  } while (Tok.isNot(tok::eof) &&
           !Text.slice(From, Begin).rtrim(" \t").ends_with("\n"));
  if (Tok.is(tok::eof))
    return Text.size();
  return Text.take_front(Begin).rfind('\n') + 1;
}

void RestMarker::append(std::string &Result, unsigned Begin, unsigned End) {
  StringRef Text = Unit.Text;
  if (!Moved) {
    Result += Text.slice(Begin, End);
    return;
  }
  bool IsFree = From <= Begin;
  unsigned At = Begin;
  StringRef Break;
  if (!IsFree || !StringRef(Result).ends_with("\n")) {
    At = nextLine(Unit, std::max(From, Begin));
    // What follows on the line of an edit.
    StringRef Line = Text.slice(Begin, std::min(At, End));
    bool HasCode = any_of(Line.take_until([](char C) { return C == '/'; }),
                          [](char C) { return isAlnum(C); });
    if (IsFree && HasCode && wants(Begin, std::min(At, End))) {
      At = Begin;
      Break = "\n";
    }
  }
  if (At >= End || !wants(At, End)) {
    Result += Text.slice(Begin, End);
    return;
  }
  LineMark Mark{LineMark::Rest, unsigned(Text.take_front(At).count('\n') + 1)};
  bool CarriageReturns = Text.take_front(Text.find('\n')).ends_with("\r");
  std::string Str = (Break + Mark.str()).str();
  Result += Text.slice(Begin, At);
  for (char C : Str) {
    if (C == '\n' && CarriageReturns)
      Result += '\r';
    Result += C;
  }
  Result += Text.slice(At, End);
  Moved = false;
  Marked = true;
}

//===----------------------------------------------------------------------===//
// Around formatting
//===----------------------------------------------------------------------===//

namespace {

/// The text behind a verbatim mark.
struct VerbatimText {
  size_t Begin, End;
  /// Its lines, without white space.
  std::string Content;
};

/// A line on which no code is.
bool isComment(StringRef Line) {
  return Line.trim().empty() || Line.ltrim().starts_with("//");
}

std::vector<VerbatimText> verbatimTexts(StringRef Text) {
  std::vector<VerbatimText> Result;
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size());
    std::optional<LineMark> Mark = LineMark::parse(Text.slice(At, End));
    At = End + 1;
    if (!Mark || Mark->Kind != LineMark::Verbatim)
      continue;
    while (isComment(Text.slice(At, Text.find('\n', At))) && At < Text.size())
      At = Text.find('\n', At) + 1;
    VerbatimText Each;
    Each.Begin = std::min(Text.find_first_not_of(" \t", At), Text.size());
    Each.End = std::min(Text.find('\n', At), Text.size());
    for (unsigned Line = 1; Line < Mark->Count && Each.End < Text.size();
         ++Line)
      Each.End = std::min(Text.find('\n', Each.End + 1), Text.size());
    for (char C : Text.slice(At, Each.End))
      if (C == '\n' || !isSpace(C))
        Each.Content += C;
    Result.push_back(std::move(Each));
  }
  return Result;
}

} // namespace

std::optional<std::vector<tooling::Range>>
rangesThatKeepLines(StringRef Text, StringRef Formatted,
                    ArrayRef<tooling::Range> Ranges) {
  std::vector<VerbatimText> Before = verbatimTexts(Text),
                            After = verbatimTexts(Formatted);
  std::vector<tooling::Range> Result;
  bool Kept = true;
  for (tooling::Range Range : Ranges) {
    unsigned Begin = Range.getOffset(), End = Begin + Range.getLength();
    for (auto [Old, New] : zip_equal(Before, After)) {
      if (Old.Content == New.Content || Old.Begin < Begin || Old.End > End)
        continue;
      Kept = false;
      // All but the indentation of its first line stays as it is.
      Result.push_back({Begin, unsigned(Old.Begin - Begin)});
      Begin = Old.End;
    }
    Result.push_back({Begin, End - Begin});
  }
  if (Kept)
    return std::nullopt;
  return Result;
}

unsigned unresolved(unsigned Offset, ArrayRef<LineStart> Starts) {
  auto Behind = partition_point(
      Starts, [&](const LineStart &S) { return S.After <= Offset; });
  if (Behind == Starts.begin())
    return Starts.empty() ? Offset : 0;
  const LineStart &S = *std::prev(Behind);
  unsigned Result = S.Before + (Offset - S.After);
  // What stands in a directive was in front of its line.
  return Behind == Starts.end() ? Result : std::min(Result, Behind->Before);
}

/// Reads `#line NUMBER "FILE"`.
static bool readDirective(StringRef Line, unsigned &Number, std::string &File) {
  Line = Line.trim();
  if (!Line.consume_front("#line ") || Line.consumeInteger(10, Number))
    return false;
  Line = Line.trim();
  if (Line.size() > 2)
    File = Line.drop_front().drop_back().str();
  return true;
}

std::string resolveLineMarks(StringRef Text, const LineFacts &Facts,
                             std::vector<LineStart> &Starts) {
  if (Facts.Wanted == LineDirectives::None)
    return Text.str();
  std::string Result;
  // What the compiler takes the next line for, and what it is.
  std::string File;
  unsigned Number = 1;
  LineMark Place{LineMark::Rest, 1};
  // Only where all lines are wanted, the name of the file at the top is.
  bool Pending = Facts.Wanted == LineDirectives::All;
  if (!Pending)
    File = Facts.presumed(1).first;
  for (size_t At = 0; At < Text.size();) {
    size_t End = std::min(Text.find('\n', At), Text.size() - 1) + 1;
    StringRef Line = Text.slice(At, End);
    Starts.push_back({unsigned(At), unsigned(Result.size())});
    At = End;
    if (std::optional<LineMark> Mark = LineMark::parse(Line)) {
      Place = *Mark;
      Pending = true;
      continue;
    }
    // One that an earlier round printed, in text that was moved.
    if (Place.Kind == LineMark::Verbatim && readDirective(Line, Number, File)) {
      Result += Line;
      ++Place.Line;
      continue;
    }
    auto [WantedFile, Wanted] = Facts.presumed(Place.Line);
    if (Pending && !isComment(Line) && !Line.starts_with("\xEF\xBB\xBF")) {
      Pending = false;
      if (Number != Wanted || File != WantedFile) {
        Number = Wanted;
        File = WantedFile.str();
        Result += "#line " + std::to_string(Number) + " \"";
        for (char C : File) {
          if (C == '"' || C == '\\')
            Result += '\\';
          Result += C;
        }
        Result += Line.ends_with("\r\n") ? "\"\r\n" : "\"\n";
        Starts.back().After = Result.size();
      }
    }
    Result += Line;
    ++Number;
    // Comments in front of a statement have been put there.
    if (Place.Kind == LineMark::Generated ||
        (Pending && Place.Kind == LineMark::Verbatim))
      continue;
    ++Place.Line;
    // A directive of the file's own.
    auto [NextFile, Next] = Facts.presumed(Place.Line);
    if (Place.Kind == LineMark::Rest &&
        (Next != Wanted + 1 || NextFile != WantedFile)) {
      Number = Next;
      File = NextFile.str();
    }
  }
  return Result;
}

} // namespace switchback
