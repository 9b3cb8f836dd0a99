//===- Rounds.cpp - As many parses as lowering takes ----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Rounds.h"
#include "switchback/Compiler/Frontend/Edits.h"
#include "switchback/Compiler/Frontend/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// Coroutines by their offset in the original: where what is changed of them
/// begins and ends there.
using Extents = std::map<unsigned, std::pair<unsigned, unsigned>>;

class Rounds {
public:
  Rounds(const Compilation &TU, const LoweringOptions &Options,
         const LoweringRound &Start, StringRef StyleOption,
         const DiagnosticOutput &Diagnostics, bool KeepMemory)
      : TU(TU), Options(Options), StyleOption(StyleOption),
        Diagnostics(Diagnostics), KeepMemory(KeepMemory),
        DumpStream(Options.DumpStream), DumpOS(Dump), Round(Start) {
    this->Options.DumpStream = &DumpOS;
  }

  Expected<LoweredFile> run();

private:
  LoweredUnit parse();
  /// One round; true if there is to be another.
  Expected<bool> round();
  void restart();
  void leaveNative(const Extents &Coroutines, StringRef Reason);
  void giveUp(std::optional<unsigned> Error);
  void diagnose();
  void placeInOriginal(CoroutineReport &C);
  StringRef fileName() const {
    return Round.Target.isMain() ? TU.filename() : StringRef(Round.Target.Path);
  }

  const Compilation &TU;
  LoweringOptions Options;
  StringRef StyleOption;
  const DiagnosticOutput &Diagnostics;
  bool KeepMemory;
  raw_ostream *DumpStream;
  std::string Dump;
  raw_string_ostream DumpOS;

  LoweredFile File;
  std::optional<format::FormatStyle> Style;
  LoweringRound Round;
  /// From offsets in the text of this round to offsets in the original; one
  /// map for each round behind us.
  std::vector<OffsetMap> Maps;
  /// Coroutines whose macros were written out, and those lowered in an earlier
  /// round.
  Extents Expanded, LoweredBefore;
};

LoweredUnit Rounds::parse() {
  if (Maps.empty())
    return lowerFile(TU, Options, Round, std::nullopt,
                     Round.IsFirst ? Diagnostics
                                   : DiagnosticOutput{nulls(), false, false},
                     KeepMemory);
  // What is wrong with a text of ours is not the user's to read.
  return lowerFile(TU, Options, Round, File.Text,
                   DiagnosticOutput{nulls(), false, false}, KeepMemory);
}

/// Begins again from the user's text.
void Rounds::restart() {
  File.Text = File.Original;
  File.Coroutines.clear();
  Maps.clear();
  Expanded.clear();
  LoweredBefore.clear();
  Dump.clear();
  Round.IsFirst = false;
}

void Rounds::leaveNative(const Extents &Coroutines, StringRef Reason) {
  for (auto [Offset, Extent] : Coroutines)
    Round.LeftNative[Offset] = Reason.str();
}

/// The text of this round does not compile: leaves native the coroutine in
/// whose text \p Error is, or all that may be to blame.
void Rounds::giveUp(std::optional<unsigned> Error) {
  auto AtError = [&](const Extents &Coroutines) {
    Extents Result;
    if (!Error)
      return Result;
    unsigned Offset = Round.Original(*Error);
    for (const auto &Each : Coroutines)
      if (Each.second.first <= Offset && Offset <= Each.second.second)
        Result = {Each}; // the innermost begins last
    return Result;
  };
  Extents Macros = AtError(Expanded), Lowered = AtError(LoweredBefore);
  if (Macros.empty() && Lowered.empty()) {
    Macros = Expanded;
    if (Macros.empty())
      Lowered = LoweredBefore;
  }
  // What was lowered behind that had its macros written out before.
  if (Lowered.empty() ||
      (!Macros.empty() && Macros.begin()->first > Lowered.begin()->first)) {
    leaveNative(Macros, "internal error, please report: the text of a macro "
                        "that was written out does not compile");
    return;
  }
  verifyLowered(TU, {{Round.Target.Path, File.Text}}, Diagnostics);
  leaveNative(Lowered, "internal error, please report: the lowered text of a "
                       "coroutine that stands in another does not compile");
}

/// The text of a later round has other lines than the user's.
void Rounds::placeInOriginal(CoroutineReport &C) {
  StringRef Before = StringRef(File.Original).take_front(C.Offset);
  C.Line = Before.count('\n') + 1;
  C.Column = C.Offset - (Before.rfind('\n') + 1) + 1;
}

Expected<bool> Rounds::round() {
  LoweredUnit Unit = parse();
  if (!Unit.Parsed) {
    if (Maps.empty())
      return false;
    giveUp(Unit.FirstError);
    restart();
    return true;
  }
  if (Maps.empty() && Round.IsFirst) {
    File.Original = Unit.Text;
    File.Inclusions = std::move(Unit.Inclusions);
    Round.ListInclusions = false;
  }
  File.LangOpts = Unit.LangOpts;
  File.Parsed = true;
  File.LoweringFailed |= Unit.LoweringFailed;
  if (!Style) {
    Expected<format::FormatStyle> Found =
        formatStyle(StyleOption, fileName(), Unit.Text);
    if (!Found)
      return createStringError(
          std::make_error_code(std::errc::invalid_argument),
          toString(Found.takeError()));
    Style = *Found;
  }
  bool WroteOut = !Unit.Result.Expanded.empty();
  // In a round that only writes out macros nothing was lowered, and a coroutine
  // that waits for those inside it is selected again.
  for (const CoroutineReport &C : Unit.Result.Coroutines) {
    if (WroteOut || (Unit.Result.IsPartial && !C.Lowered))
      continue;
    if (!C.Lowered && Expanded.count(C.Offset)) {
      leaveNative({{C.Offset, {C.Begin, C.End}}}, C.Reason);
      restart();
      return true;
    }
    if (C.Lowered)
      LoweredBefore[C.Offset] = {C.Begin, C.End};
    File.Coroutines.push_back(C);
    if (!Maps.empty())
      placeInOriginal(File.Coroutines.back());
  }
  for (const CoroutineReport &C : Unit.Result.Expanded)
    Expanded[C.Offset] = {C.Begin, C.End};
  OffsetMap Map;
  Expected<std::string> Text = applyEdits(Unit, *Style, fileName(), &Map);
  if (!Text)
    return createStringError(
        std::make_error_code(std::errc::state_not_recoverable),
        toString(Text.takeError()));
  File.Text = std::move(*Text);
  Maps.push_back(std::move(Map));
  Round.IsFirst = false;
  return Unit.Result.IsPartial;
}

/// Says what is left native where the user wrote it.
void Rounds::diagnose() {
  if (all_of(File.Coroutines, [](const auto &C) { return C.Lowered; }))
    return;
  Round.ToDiagnose = File.Coroutines;
  LoweredUnit Unit =
      lowerFile(TU, Options, Round, std::nullopt, Diagnostics, KeepMemory);
  File.LoweringFailed |= Unit.LoweringFailed;
}

Expected<LoweredFile> Rounds::run() {
  Round.Original = [this](unsigned Offset) {
    for (const OffsetMap &Map : reverse(Maps))
      Offset = Map.before(Offset);
    return Offset;
  };
  bool Again = true;
  unsigned Count = 0;
  for (; Again; ++Count) {
    Expected<bool> Result = round();
    if (!Result)
      return Result.takeError();
    Again = *Result;
    // Each round lowers something, writes a macro out or gives something up.
    if (Count == 1000)
      return createStringError(
          std::make_error_code(std::errc::state_not_recoverable),
          "the lowering comes to no end");
  }
  stable_sort(File.Coroutines,
              [](const auto &A, const auto &B) { return A.Offset < B.Offset; });
  if (Count > 1)
    diagnose();
  if (DumpStream)
    *DumpStream << Dump;
  return std::move(File);
}

} // namespace

Expected<LoweredFile>
lowerInRounds(const Compilation &TU, const LoweringOptions &Options,
              const LoweringRound &Start, StringRef StyleOption,
              const DiagnosticOutput &Diagnostics, bool KeepMemory) {
  return Rounds(TU, Options, Start, StyleOption, Diagnostics, KeepMemory).run();
}

} // namespace switchback
