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
#include <memory>

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// Coroutines by their offset in the original: where what is changed of them
/// begins and ends there.
using Extents = std::map<unsigned, std::pair<unsigned, unsigned>>;

/// One file on its way through the rounds.
class FileRounds {
public:
  FileRounds(const Compilation &TU, const LoweringRequest &Request,
             StringRef StyleOption)
      : TU(TU), StyleOption(StyleOption), Diagnostics(Request.Diagnostics),
        DumpStream(Request.DumpStream), DumpOS(Dump), Round(Request.Round) {
    Round.Original = [this](unsigned Offset) {
      for (const OffsetMap &Map : reverse(Maps))
        Offset = Map.before(Offset);
      return Offset;
    };
  }

  /// What is to be parsed and lowered next.
  LoweringRequest request();
  /// What came of it.
  Error take(LoweredUnit Unit);
  bool isDone() const { return IsDone; }

  /// What is to be said in a parse of the user's text, if anything.
  std::optional<LoweringRequest> diagnosis();
  void takeDiagnosis(const LoweredUnit &Unit) {
    File.LoweringFailed |= Unit.LoweringFailed;
  }

  LoweredFile finish() {
    if (DumpStream)
      *DumpStream << Dump;
    return std::move(File);
  }

private:
  Error takeParsed(LoweredUnit &Unit);
  bool takeReports(const LoweringResult &Result);
  bool giveUpRefused(const LoweringResult &Result);
  void noteInstances(const LoweringResult &Result);
  bool giveUpInstances(ArrayRef<unsigned> Errors);
  void restart();
  void leaveNative(const Extents &Coroutines, StringRef Reason);
  void giveUp(const LoweredUnit &Unit);
  void placeInOriginal(CoroutineReport &C);
  StringRef fileName() const {
    return Round.Target.isMain() ? TU.filename() : StringRef(Round.Target.Path);
  }

  const Compilation &TU;
  StringRef StyleOption;
  DiagnosticOutput Diagnostics;
  raw_ostream *DumpStream;
  std::string Dump;
  raw_string_ostream DumpOS;

  LoweredFile File;
  std::optional<format::FormatStyle> Style;
  LoweringRound Round;
  bool IsDone = false;
  unsigned Count = 0;
  /// From offsets in the text of this round to offsets in the original; one
  /// map for each round behind us.
  std::vector<OffsetMap> Maps;
  /// What the lines of the original are called, if that is known.
  LineFacts OriginalLines;
  /// Coroutines whose macros were written out, and those lowered in an earlier
  /// round.
  Extents Expanded, LoweredBefore;
  /// The instances of templates that were written out, by where they stand, and
  /// where the reasons are to leave these templates native.
  std::multimap<unsigned, std::string> Specialised;
  std::map<unsigned, unsigned> ReasonOffsets;
};

LoweringRequest FileRounds::request() {
  LoweringRequest Request{Round, std::nullopt,
                          DiagnosticOutput{nulls(), false, false}, &DumpOS};
  // What is wrong with a text of ours is not the user's to read.
  if (!Maps.empty())
    Request.Text = File.Text;
  else if (Round.IsFirst)
    return {Round, std::nullopt, Diagnostics, &DumpOS};
  return Request;
}

/// Begins again from the user's text.
void FileRounds::restart() {
  File.Text = File.Original;
  File.Coroutines.clear();
  Maps.clear();
  Expanded.clear();
  LoweredBefore.clear();
  Specialised.clear();
  ReasonOffsets.clear();
  Round.LeftToInstances.clear();
  Round.Instances.clear();
  Round.AreInstancesNew = false;
  Dump.clear();
  Round.IsFirst = false;
}

void FileRounds::leaveNative(const Extents &Coroutines, StringRef Reason) {
  for (auto [Offset, Extent] : Coroutines)
    Round.LeftNative[Offset] = Reason.str();
}

/// If instances that were written out may be to blame, they are left to the
/// compiler.
bool FileRounds::giveUpInstances(ArrayRef<unsigned> Errors) {
  const size_t Before = Round.LeftImplicit.size();
  for (unsigned Error : Errors) {
    // In the round behind that which wrote them out each has its own text.
    const StringRef Text = Maps.back().changedAt(File.Text, Error);
    auto Own = find_if(Round.Instances, [&](const WrittenInstance &I) {
      return Round.AreInstancesNew && (I.Text == Text || I.Declaration == Text);
    });
    if (Own != Round.Instances.end()) {
      Round.LeftImplicit.insert(Own->Name);
      continue;
    }
    auto [Begin, End] = Specialised.equal_range(Round.Original(Error));
    for (auto It = Begin; It != End; ++It)
      Round.LeftImplicit.insert(It->second);
  }
  if (Round.LeftImplicit.size() == Before)
    for (const auto &[Place, Name] : Specialised)
      Round.LeftImplicit.insert(Name);
  return Round.LeftImplicit.size() != Before;
}

/// False in a round that only writes out something: nothing was lowered. And a
/// coroutine that waits for those inside it is selected again.
static bool isDecided(const LoweringResult &Result, const CoroutineReport &C) {
  return Result.Expanded.empty() && Result.WrittenOut.empty() &&
         (C.Lowered || !Result.IsPartial);
}

/// True if no later round will lower \p C.
static bool isRefused(const LoweringResult &Result, const CoroutineReport &C) {
  return !C.Lowered &&
         (isDecided(Result, C) ||
          (!C.HoldsOther && none_of(Result.Expanded, [&](const auto &Each) {
            return Each.Offset == C.Offset;
          })));
}

/// Leaves alone what was written out in vain: has the compiler make the
/// instances that cannot be lowered after all, and the coroutines whose macros
/// did not help as they were. True if there are any.
bool FileRounds::giveUpRefused(const LoweringResult &Result) {
  const size_t Before = Round.LeftImplicit.size() + Round.LeftNative.size();
  auto LeaveAsWritten = [&](const CoroutineReport &C) {
    if (Expanded.count(C.Offset))
      leaveNative({{C.Offset, {C.Begin, C.End}}}, C.Reason);
  };
  Round.LeftImplicit.insert(Result.OtherMeaning.begin(),
                            Result.OtherMeaning.end());
  for (const CoroutineReport &C : Result.Coroutines)
    if (isRefused(Result, C)) {
      if (C.Instance.empty())
        LeaveAsWritten(C);
      else
        Round.LeftImplicit.insert(C.Instance);
    }
  for (const LoweringResult::Specialised &S : Result.WrittenOut)
    LeaveAsWritten(S.Template);
  return Round.LeftImplicit.size() + Round.LeftNative.size() != Before;
}

/// What is left of the templates whose instances were written out is native.
void FileRounds::noteInstances(const LoweringResult &Result) {
  for (const LoweringResult::Specialised &S : Result.WrittenOut) {
    Round.LeftToInstances[S.Template.Offset] = S.Template.Reason;
    ReasonOffsets[S.Template.Offset] = S.Template.ReasonOffset;
    for (auto [Place, Instance] : zip_equal(S.Places, S.Instances)) {
      Specialised.emplace(Place, Instance.Name);
      Round.Instances.push_back(Instance);
    }
  }
}

/// The text of this round does not compile: leaves native the coroutine in
/// whose text the first error is, or all that may be to blame.
void FileRounds::giveUp(const LoweredUnit &Unit) {
  if (giveUpInstances(Unit.Errors))
    return;
  auto AtError = [&](const Extents &Coroutines) {
    Extents Result;
    if (!Unit.FirstError)
      return Result;
    unsigned Offset = Round.Original(*Unit.FirstError);
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
void FileRounds::placeInOriginal(CoroutineReport &C) {
  auto Place = [&](auto &Each) {
    StringRef Before = StringRef(File.Original).take_front(Each.Offset);
    Each.Line = Before.count('\n') + 1;
    if (!OriginalLines.Segments.empty())
      Each.Line = OriginalLines.presumed(Each.Line).second;
    Each.Column = Each.Offset - (Before.rfind('\n') + 1) + 1;
  };
  Place(C);
  for_each(C.Children, Place);
}

/// Takes over what is said of coroutines. False if the lowering begins again.
bool FileRounds::takeReports(const LoweringResult &Result) {
  if (giveUpRefused(Result)) {
    restart();
    return false;
  }
  Round.AreInstancesNew = !Result.WrittenOut.empty();
  noteInstances(Result);
  for (const CoroutineReport &C : Result.Coroutines) {
    if (!isDecided(Result, C))
      continue;
    if (C.Lowered)
      LoweredBefore[C.Offset] = {C.Begin, C.End};
    File.Coroutines.push_back(C);
    if (auto It = ReasonOffsets.find(C.Offset);
        It != ReasonOffsets.end() && !C.Lowered)
      File.Coroutines.back().ReasonOffset = It->second;
    if (!Maps.empty())
      placeInOriginal(File.Coroutines.back());
  }
  for (const CoroutineReport &C : Result.Expanded)
    Expanded[C.Offset] = {C.Begin, C.End};
  return true;
}

Error FileRounds::takeParsed(LoweredUnit &Unit) {
  if (Maps.empty() && Round.IsFirst) {
    File.Original = Unit.Text;
    OriginalLines = Unit.Result.Lines;
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
  if (!takeReports(Unit.Result))
    return Error::success();
  OffsetMap Map;
  Expected<std::string> Text =
      applyEdits(Unit, *Style, fileName(), &Map, TU.support());
  if (!Text)
    return createStringError(
        std::make_error_code(std::errc::state_not_recoverable),
        toString(Text.takeError()));
  File.Text = std::move(*Text);
  Maps.push_back(std::move(Map));
  Round.IsFirst = false;
  IsDone = !Unit.Result.IsPartial;
  return Error::success();
}

Error FileRounds::take(LoweredUnit Unit) {
  // Each round lowers something, writes a macro out or gives something up.
  if (++Count > 1000)
    return createStringError(
        std::make_error_code(std::errc::state_not_recoverable),
        "the lowering comes to no end");
  if (Unit.Parsed)
    return takeParsed(Unit);
  if (Maps.empty()) {
    IsDone = true;
    return Error::success();
  }
  giveUp(Unit);
  restart();
  return Error::success();
}

/// Says what is left native where the user wrote it.
std::optional<LoweringRequest> FileRounds::diagnosis() {
  stable_sort(File.Coroutines,
              [](const auto &A, const auto &B) { return A.Offset < B.Offset; });
  if (Count <= 1 ||
      all_of(File.Coroutines, [](const auto &C) { return C.Lowered; }))
    return std::nullopt;
  Round.ToDiagnose = File.Coroutines;
  return LoweringRequest{Round, std::nullopt, Diagnostics, nullptr};
}

/// The files of one translation unit.
class UnitRounds {
public:
  UnitRounds(const Compilation &TU, const LoweringOptions &Options,
             StringRef StyleOption, bool KeepMemory)
      : TU(TU), Options(Options), StyleOption(StyleOption),
        KeepMemory(KeepMemory) {}

  Expected<std::vector<LoweredFile>> run(std::vector<LoweringRequest> Requests,
                                         HeaderSelector Select);

private:
  void add(const LoweringRequest &Request) {
    Files.push_back(std::make_unique<FileRounds>(TU, Request, StyleOption));
  }
  std::vector<LoweredUnit> parse(std::vector<LoweringRequest> Requests,
                                 HeaderSelector Select = nullptr) {
    return lowerFiles(TU, Options, std::move(Requests), Select, KeepMemory);
  }
  Error round(HeaderSelector Select);
  void diagnose();

  const Compilation &TU;
  const LoweringOptions &Options;
  StringRef StyleOption;
  bool KeepMemory;
  std::vector<std::unique_ptr<FileRounds>> Files;
};

/// One round for those that are not done, and for the headers that it shows if
/// it is the first. If texts do not compile together, each is parsed alone,
/// which shows whose fault it is.
Error UnitRounds::round(HeaderSelector Select) {
  std::vector<FileRounds *> Open;
  std::vector<LoweringRequest> Requests;
  for (auto &File : Files)
    if (!File->isDone()) {
      Open.push_back(File.get());
      Requests.push_back(File->request());
    }
  auto SelectAndAdd = [&](ArrayRef<Inclusion> Inclusions) {
    std::vector<LoweringRequest> Headers;
    for (const LoweringRequest &Header : Select(Inclusions)) {
      add(Header);
      Open.push_back(Files.back().get());
      Headers.push_back(Open.back()->request());
    }
    return Headers;
  };
  std::vector<LoweredUnit> Units =
      parse(Requests, Select ? HeaderSelector(SelectAndAdd) : HeaderSelector());
  for (auto [File, Unit] : zip_equal(Open, Units)) {
    if (Open.size() > 1 && !Unit.Parsed)
      Unit = std::move(parse({File->request()}).front());
    if (Error E = File->take(std::move(Unit)))
      return E;
  }
  return Error::success();
}

void UnitRounds::diagnose() {
  std::vector<FileRounds *> Speaking;
  std::vector<LoweringRequest> Requests;
  for (auto &File : Files)
    if (std::optional<LoweringRequest> Request = File->diagnosis()) {
      Speaking.push_back(File.get());
      Requests.push_back(std::move(*Request));
    }
  if (Requests.empty())
    return;
  std::vector<LoweredUnit> Units = parse(std::move(Requests));
  for (auto [File, Unit] : zip_equal(Speaking, Units))
    File->takeDiagnosis(Unit);
}

Expected<std::vector<LoweredFile>>
UnitRounds::run(std::vector<LoweringRequest> Requests, HeaderSelector Select) {
  for (const LoweringRequest &Request : Requests)
    add(Request);
  if (Error E = round(Select))
    return E;
  while (any_of(Files, [](const auto &File) { return !File->isDone(); }))
    if (Error E = round(nullptr))
      return E;
  diagnose();
  std::vector<LoweredFile> Result;
  for (auto &File : Files)
    Result.push_back(File->finish());
  return Result;
}

} // namespace

Expected<std::vector<LoweredFile>>
lowerInRounds(const Compilation &TU, const LoweringOptions &Options,
              std::vector<LoweringRequest> Requests, HeaderSelector Select,
              StringRef StyleOption, bool KeepMemory) {
  return UnitRounds(TU, Options, StyleOption, KeepMemory)
      .run(std::move(Requests), Select);
}

} // namespace switchback
