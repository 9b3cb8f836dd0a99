//===- Edits.cpp - From edits to text -------------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Edits.h"
#include "switchback/Compiler/Frontend/HeaderInsertion.h"
#include "switchback/Compiler/Frontend/LineMarks.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// \p Text with its lone `\n` made `\r\n`.
std::string withCarriageReturns(StringRef Text) {
  std::string Result;
  char Previous = 0;
  for (char C : Text) {
    if (C == '\n' && Previous != '\r')
      Result += '\r';
    Result += C;
    Previous = C;
  }
  return Result;
}

/// Formats \p Ranges of \p Text and nothing outside of them: the formatter
/// itself works on whole lines.
Expected<std::string> formatRanges(const format::FormatStyle &Style,
                                   StringRef Text,
                                   ArrayRef<tooling::Range> Ranges,
                                   StringRef FileName) {
  tooling::Replacements Inside;
  for (const tooling::Replacement &R :
       format::reformat(Style, Text, Ranges, FileName)) {
    tooling::Range Changed(R.getOffset(), R.getLength());
    if (none_of(Ranges,
                [&](tooling::Range Range) { return Range.contains(Changed); }))
      continue;
    if (Error E = Inside.add(R))
      return std::move(E);
  }
  return tooling::applyAllReplacements(Text, Inside);
}

} // namespace

Expected<format::FormatStyle> formatStyle(StringRef StyleOption,
                                          StringRef FileName, StringRef Text) {
  return format::getStyle(StyleOption, FileName, /*FallbackStyle=*/"LLVM",
                          Text);
}

Expected<std::string> applyEdits(const LoweredUnit &Unit,
                                 const format::FormatStyle &Style,
                                 StringRef FileName) {
  StringRef Text = Unit.Text;
  Edit Header{0, 0, ("#include <" + FrameHeader + ">\n").str()};
  std::multimap<size_t, const Edit *>
      Edits; // keeps those at one offset in order
  if (Unit.Result.NeedsFrameHeader)
    if (std::optional<unsigned> Offset = findHeaderInsertion(Unit))
      Edits.insert({*Offset, &Header});
  for (const Edit &E : Unit.Result.Edits)
    Edits.insert({E.Offset, &E});

  size_t FirstNewline = Text.find('\n');
  bool CarriageReturns = FirstNewline != StringRef::npos && FirstNewline > 0 &&
                         Text[FirstNewline - 1] == '\r';
  std::string Result;
  std::vector<tooling::Range> Generated;
  RestMarker Rest(Unit);
  size_t Done = 0;
  for (auto [Offset, E] : Edits) {
    if (Offset < Done || Offset + E->Length > Text.size())
      return createStringError("an edit at offset " + Twine(Offset) +
                               " overlaps another or the end of the file");
    Rest.append(Result, Done, Offset);
    std::string New = CarriageReturns ? withCarriageReturns(E->Text) : E->Text;
    if (E->Generated && !New.empty())
      Generated.push_back({unsigned(Result.size()), unsigned(New.size())});
    Result += New;
    Done = Offset + E->Length;
    Rest.edited(*E, Text.slice(Offset, Done), New);
  }
  Rest.append(Result, Done, Text.size());
  // Without ranges, the formatter would take the whole file.
  if (Generated.empty())
    return Result;
  Expected<std::string> Formatted =
      formatRanges(Style, Result, Generated, FileName);
  if (!Formatted)
    return Formatted;
  if (auto Fewer = rangesThatKeepLines(Result, *Formatted, Generated)) {
    Formatted = formatRanges(Style, Result, *Fewer, FileName);
    if (!Formatted)
      return Formatted;
  }
  return resolveLineMarks(*Formatted, Unit.Result.Lines);
}

} // namespace switchback
