//===- Edits.cpp - From edits to text -------------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Edits.h"
#include "switchback/Compiler/Frontend/HeaderInsertion.h"
#include "switchback/Compiler/Frontend/LineMarks.h"
#include "switchback/Compiler/Frontend/Preprocessed.h"
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

/// Moves \p Segments, which are in order, along with \p Changes.
void shift(MutableArrayRef<OffsetMap::Segment> Segments,
           const tooling::Replacements &Changes) {
  auto Next = Changes.begin();
  int Moved = 0;
  auto Move = [&](unsigned &Offset) {
    for (; Next != Changes.end() &&
           Next->getOffset() + Next->getLength() <= Offset;
         ++Next)
      Moved += int(Next->getReplacementText().size()) - int(Next->getLength());
    Offset += Moved;
  };
  for (OffsetMap::Segment &S : Segments) {
    Move(S.Begin);
    Move(S.End);
  }
}

/// \p Ranges with the smallest gaps between them closed, so that few are left:
/// the formatter looks through all of them for every line.
std::vector<tooling::Range> withoutGaps(ArrayRef<tooling::Range> Ranges) {
  constexpr size_t Few = 128;
  auto GapBehind = [&](size_t I) {
    return Ranges[I + 1].getOffset() -
           (Ranges[I].getOffset() + Ranges[I].getLength());
  };
  std::optional<unsigned> Closed; // gaps up to this size
  if (Ranges.size() > Few) {
    std::vector<unsigned> Gaps;
    for (size_t I = 0; I + 1 < Ranges.size(); ++I)
      Gaps.push_back(GapBehind(I));
    auto Last = Gaps.end() - Few;
    std::nth_element(Gaps.begin(), Last, Gaps.end());
    Closed = *Last;
  }
  std::vector<tooling::Range> Result;
  for (auto [I, R] : enumerate(Ranges)) {
    unsigned Begin = R.getOffset();
    if (I != 0 && Closed && GapBehind(I - 1) <= *Closed) {
      Begin = Result.back().getOffset();
      Result.pop_back();
    }
    Result.push_back({Begin, R.getOffset() + R.getLength() - Begin});
  }
  return Result;
}

/// Formats \p Ranges of \p Text, which are in order, and nothing outside of
/// them: the formatter itself works on whole lines. Moves \p Segments along.
Expected<std::string>
formatRanges(const format::FormatStyle &Style, StringRef Text,
             ArrayRef<tooling::Range> Ranges, StringRef FileName,
             MutableArrayRef<OffsetMap::Segment> Segments) {
  // What finds nothing to do in a generated piece costs as much as the
  // formatting itself: each reads the whole file again.
  format::FormatStyle Needed = Style;
  Needed.FixNamespaceComments = false;
  Needed.SortUsingDeclarations = format::FormatStyle::SUD_Never;
  tooling::Replacements Inside;
  for (const tooling::Replacement &R :
       format::reformat(Needed, Text, withoutGaps(Ranges), FileName)) {
    tooling::Range Changed(R.getOffset(), R.getLength());
    auto After = partition_point(Ranges, [&](tooling::Range Range) {
      return Range.getOffset() <= R.getOffset();
    });
    if (After == Ranges.begin() || !std::prev(After)->contains(Changed))
      continue;
    if (Error E = Inside.add(R))
      return std::move(E);
  }
  shift(Segments, Inside);
  return tooling::applyAllReplacements(Text, Inside);
}

} // namespace

Expected<format::FormatStyle> formatStyle(StringRef StyleOption,
                                          StringRef FileName, StringRef Text) {
  return format::getStyle(StyleOption, FileName, /*FallbackStyle=*/"LLVM",
                          Text);
}

unsigned OffsetMap::before(unsigned Offset) const {
  if (!Lines.empty())
    Offset = unresolved(Offset, Lines);
  unsigned Begin = 0, OldBegin = 0; // of the text that nothing changed
  for (const Segment &S : Segments) {
    if (Offset < S.Begin)
      break;
    if (Offset < S.End)
      return S.OldBegin;
    Begin = S.End;
    OldBegin = S.OldEnd;
  }
  return OldBegin + (Offset - Begin);
}

StringRef OffsetMap::changedAt(StringRef Text, unsigned Offset) const {
  if (!Lines.empty()) // directives may stand in it
    return "";
  for (const Segment &S : Segments)
    if (S.Begin <= Offset && Offset < S.End)
      return Text.slice(S.Begin, S.End);
  return "";
}

Expected<std::string> applyEdits(const LoweredUnit &Unit,
                                 const format::FormatStyle &Style,
                                 StringRef FileName, OffsetMap *Map,
                                 const SupportText *Support) {
  StringRef Text = Unit.Text;
  std::vector<Edit> Headers;
  if (Unit.Result.NeedsFrameHeader && Support)
    Headers = Support->edits(Unit);
  else if (Unit.Result.NeedsFrameHeader)
    if (std::optional<unsigned> Offset = findHeaderInsertion(Unit))
      Headers = {
          {*Offset, 0, ("#include <" + neededHeader(Unit) + ">\n").str()}};
  std::multimap<size_t, const Edit *>
      Edits; // keeps those at one offset in order
  for (const Edit &E : Headers)
    Edits.insert({E.Offset, &E});
  for (const Edit &E : Unit.Result.Edits)
    Edits.insert({E.Offset, &E});

  size_t FirstNewline = Text.find('\n');
  bool CarriageReturns = FirstNewline != StringRef::npos && FirstNewline > 0 &&
                         Text[FirstNewline - 1] == '\r';
  std::string Result;
  std::vector<tooling::Range> Generated;
  std::vector<OffsetMap::Segment> Segments;
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
    Segments.push_back({unsigned(Result.size()),
                        unsigned(Result.size() + New.size()), E->Offset,
                        E->Offset + E->Length});
    Result += New;
    Done = Offset + E->Length;
    Rest.edited(*E, Text.slice(Offset, Done), New);
  }
  Rest.append(Result, Done, Text.size());
  // Without ranges, the formatter would take the whole file.
  Expected<std::string> Formatted = std::move(Result);
  if (!Generated.empty()) {
    std::vector<OffsetMap::Segment> Moved = Segments;
    std::string Unformatted = std::move(*Formatted);
    Formatted = formatRanges(Style, Unformatted, Generated, FileName, Moved);
    if (!Formatted)
      return Formatted;
    if (auto Fewer = rangesThatKeepLines(Unformatted, *Formatted, Generated)) {
      Moved = Segments;
      Formatted = formatRanges(Style, Unformatted, *Fewer, FileName, Moved);
      if (!Formatted)
        return Formatted;
    }
    Segments = std::move(Moved);
  }
  std::vector<LineStart> Starts;
  std::string Final = resolveLineMarks(*Formatted, Unit.Result.Lines, Starts);
  if (Map) {
    Map->Segments = std::move(Segments);
    if (Final != *Formatted)
      Map->Lines = std::move(Starts);
  }
  return Final;
}

} // namespace switchback
