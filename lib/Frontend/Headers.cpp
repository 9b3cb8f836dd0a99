//===- Headers.cpp - Lowering what a file includes ------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A header is lowered like a main file, and in the parses of the main file. An
/// inclusion in which a coroutine is not seen puts up with the
/// lowered text as long as the preprocessor leaves that part out there.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Headers.h"
#include "switchback/Compiler/Frontend/AwaitOperators.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include <iterator>
#include <memory>

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// Whether \p Path is a header of the user's project.
bool isOwn(const Options &Opts, StringRef Path) {
  if (Opts.InBuild || relativeTo(realFolder(""), Path))
    return true;
  return any_of(Opts.Files, [&](StringRef File) {
    return relativeTo(realFolder(File), Path).has_value();
  });
}

/// What reports call the header, whoever includes it.
std::string nameOf(const Options &Opts, StringRef Path) {
  // A compilation database has absolute paths.
  if (Opts.FixedFlags)
    if (auto Relative = relativeTo(realFolder(""), Path))
      return Relative->str();
  return Path.str();
}

/// The input file that is \p Path, as the user wrote it.
std::optional<StringRef> inputAt(const Options &Opts, StringRef Path) {
  for (StringRef File : Opts.Files) {
    SmallString<128> Real;
    if (!sys::fs::real_path(File, Real) && Real == Path)
      return File;
  }
  return std::nullopt;
}

/// What clang calls the input \p File where it is the main file.
std::string nameOfInput(const Options &Opts, StringRef File) {
  SmallString<128> Name(File);
  if (!Opts.FixedFlags)
    sys::fs::make_absolute(Name);
  return std::string(Name);
}

/// Whether the preprocessor left out all of the lowered \p Coroutines.
bool leavesOut(const SkippedRanges &Skipped,
               ArrayRef<CoroutineReport> Coroutines) {
  return all_of(Coroutines, [&](const CoroutineReport &C) {
    return !C.Lowered || any_of(Skipped, [&](auto Range) {
      return Range.first <= C.Begin && C.End <= Range.second;
    });
  });
}

/// One header in one translation unit.
class HeaderRun {
public:
  HeaderRun(const Options &Opts, StringRef Path, const NativeCoroutines &Native)
      : Opts(Opts) {
    Outcome.Path = Path.str();
    Outcome.IsOwn = isOwn(Opts, Path);
    if (auto It = Native.find(Path.str()); It != Native.end())
      Agreed = It->second;
  }

  StringRef path() const { return Outcome.Path; }
  void add(const Inclusion &I) { Inclusions.push_back(I); }

  /// To lower it once for each inclusion in which coroutines stand.
  std::vector<LoweringRequest> requests() { return requests(Agreed); }
  /// What came of that, and more parses if inclusions do not agree.
  Error take(const Compilation &TU, std::vector<LoweredFile> Files);
  HeaderOutcome finish(const LangOptions &LangOpts);

private:
  /// What is said while one inclusion is lowered.
  struct Speech {
    std::string Diagnostics, Report;
    raw_string_ostream DiagnosticStream{Diagnostics}, ReportStream{Report};
  };

  std::vector<LoweringRequest>
  requests(const std::map<unsigned, std::string> &LeftNative);
  Error takeOnce(std::vector<LoweredFile> Files);
  bool agree() const;
  std::map<unsigned, std::string> leaveNative(StringRef Reason) const;

  const Options &Opts;
  std::vector<Inclusion> Inclusions;
  HeaderOutcome Outcome;
  /// What translation units have agreed to leave native.
  std::map<unsigned, std::string> Agreed;
  std::vector<LoweredFile> Lowered;
  std::vector<std::unique_ptr<Speech>> Speeches;
  /// Whether what is said is of interest for each inclusion.
  bool SayAll = false;
};

std::vector<LoweringRequest>
HeaderRun::requests(const std::map<unsigned, std::string> &LeftNative) {
  std::vector<LoweringRequest> Result;
  Speeches.clear();
  if (!Outcome.IsOwn)
    return Result;
  for (const Inclusion &I : Inclusions) {
    if (!I.HasCoroutines)
      continue;
    LoweringRound Round;
    Round.Target = {Outcome.Path, I.Index,
                    Opts.InBuild ? Inclusions.front().Spelled
                                 : nameOf(Opts, Outcome.Path)};
    if (std::optional<StringRef> Input = inputAt(Opts, Outcome.Path)) {
      Round.Target.IsInput = true;
      Round.Target.Name = nameOfInput(Opts, *Input);
    }
    Round.LeftNative = LeftNative;
    Speech &S = *Speeches.emplace_back(std::make_unique<Speech>());
    Result.push_back(
        {Round, std::nullopt,
         DiagnosticOutput{S.DiagnosticStream, Opts.ColorDiagnostics,
                          Opts.Mode != OutputMode::Check},
         &S.ReportStream});
  }
  return Result;
}

Error HeaderRun::takeOnce(std::vector<LoweredFile> Files) {
  Lowered.clear();
  Outcome.Diagnostics.clear();
  Outcome.Report.clear();
  for (auto [File, Said] : zip_equal(Files, Speeches)) {
    if (!File.Parsed)
      return createStringError("cannot be parsed once more");
    // What is the same each time is said once.
    if (Lowered.empty() || SayAll || File.Text != Lowered.front().Text) {
      Outcome.Diagnostics += Said->Diagnostics;
      Outcome.Report += Said->Report;
    }
    Outcome.LoweringFailed |= File.LoweringFailed;
    Lowered.push_back(std::move(File));
  }
  return Error::success();
}

/// Whether one text does for all inclusions.
bool HeaderRun::agree() const {
  const LoweredFile &First = Lowered.front();
  return all_of(Lowered,
                [&](const LoweredFile &L) { return L.Text == First.Text; }) &&
         all_of(Inclusions, [&](const Inclusion &I) {
           return I.HasCoroutines || leavesOut(I.Skipped, First.Coroutines);
         });
}

/// Every coroutine, for \p Reason or one of its own.
std::map<unsigned, std::string> HeaderRun::leaveNative(StringRef Reason) const {
  std::map<unsigned, std::string> Result;
  for (const LoweredFile &L : Lowered)
    for (const CoroutineReport &C : L.Coroutines)
      Result[C.Offset] = C.Lowered ? Reason.str() : C.Reason;
  return Result;
}

Error HeaderRun::take(const Compilation &TU, std::vector<LoweredFile> Files) {
  if (Files.empty())
    return Error::success();
  if (Error E = takeOnce(std::move(Files)))
    return E;
  if (!agree()) {
    SayAll = true;
    auto LeftNative =
        leaveNative("its header is included several times, and does not mean "
                    "the same each time");
    auto Again = lowerInRounds(TU, Opts.Lowering, requests(LeftNative), nullptr,
                               Opts.Style, /*KeepMemory=*/false);
    if (!Again)
      return Again.takeError();
    if (Error E = takeOnce(std::move(*Again)))
      return E;
    if (!agree())
      return createStringError("inclusions do not agree");
  }
  Outcome.HasCoroutines = true;
  Outcome.Original = Lowered.front().Original;
  Outcome.Text = Lowered.front().Text;
  std::set<unsigned> Seen;
  for (LoweredFile &L : Lowered)
    for (CoroutineReport &C : L.Coroutines)
      if (Seen.insert(C.Offset).second)
        Outcome.Coroutines.push_back(std::move(C));
  stable_sort(Outcome.Coroutines,
              [](const auto &A, const auto &B) { return A.Offset < B.Offset; });
  return Error::success();
}

/// Says that coroutines of a header that is not the user's stay.
void warnOfForeign(const Options &Opts, HeaderOutcome &Outcome) {
  raw_string_ostream OS(Outcome.Diagnostics);
  WithColor::warning(OS, "switchback", !Opts.ColorDiagnostics)
      << "the coroutines of '" << Outcome.Path
      << "' are left native: it is neither below the current folder nor below "
         "that of an input file\n";
}

HeaderOutcome HeaderRun::finish(const LangOptions &LangOpts) {
  Outcome.LangOpts = LangOpts;
  if (Opts.Plain)
    renameAwaitOperators(Outcome.Text, LangOpts);
  if (!Outcome.IsOwn)
    warnOfForeign(Opts, Outcome);
  for (const Inclusion &I : Inclusions) {
    Outcome.Names.insert(I.Name);
    Outcome.Spelled.insert(I.Spelled);
    if (!I.HasCoroutines)
      Outcome.Without.push_back(I.Skipped);
  }
  return std::move(Outcome);
}

/// The headers of one translation unit.
class HeaderRuns {
public:
  HeaderRuns(const Options &Opts, const NativeCoroutines &Native)
      : Opts(Opts), Native(Native) {}

  std::vector<LoweringRequest> select(ArrayRef<Inclusion> Inclusions);
  Expected<std::vector<HeaderOutcome>> take(const Compilation &TU,
                                            std::vector<LoweredFile> Files,
                                            const LangOptions &LangOpts);

private:
  bool isOfInterest(StringRef Path, ArrayRef<Inclusion> All) const;

  const Options &Opts;
  const NativeCoroutines &Native;
  /// In the order of inclusion, with how many files each asked to be lowered.
  std::vector<std::pair<HeaderRun, size_t>> Headers;
};

bool HeaderRuns::isOfInterest(StringRef Path, ArrayRef<Inclusion> All) const {
  if (isSupportHeader(Path))
    return false;
  // Others are only of interest for the warning.
  return isOwn(Opts, Path) ||
         (Opts.Mode != OutputMode::Check && any_of(All, [&](const auto &I) {
            return I.Path == Path && I.HasCoroutines;
          }));
}

std::vector<LoweringRequest>
HeaderRuns::select(ArrayRef<Inclusion> Inclusions) {
  std::map<StringRef, std::optional<size_t>> ByPath;
  for (const Inclusion &I : Inclusions) {
    auto [Known, IsNew] = ByPath.try_emplace(I.Path, std::nullopt);
    if (IsNew && isOfInterest(I.Path, Inclusions)) {
      Known->second = Headers.size();
      Headers.push_back({HeaderRun(Opts, I.Path, Native), 0});
    }
    if (Known->second)
      Headers[*Known->second].first.add(I);
  }
  std::vector<LoweringRequest> Result;
  for (auto &[Header, Count] : Headers) {
    size_t Before = Result.size();
    for (LoweringRequest &Each : Header.requests())
      Result.push_back(std::move(Each));
    Count = Result.size() - Before;
  }
  return Result;
}

Expected<std::vector<HeaderOutcome>>
HeaderRuns::take(const Compilation &TU, std::vector<LoweredFile> Files,
                 const LangOptions &LangOpts) {
  std::vector<HeaderOutcome> Result;
  auto Next = std::make_move_iterator(Files.begin());
  for (auto &[Header, Count] : Headers) {
    std::vector<LoweredFile> Own(Next, Next + Count);
    Next += Count;
    if (Error E = Header.take(TU, std::move(Own)))
      return E;
    Result.push_back(Header.finish(LangOpts));
  }
  return Result;
}

} // namespace

bool isSupportHeader(StringRef Path) {
  StringRef Folder = sys::path::parent_path(Path);
  if (sys::path::filename(Folder) == "polyfill")
    Folder = sys::path::parent_path(Folder);
  return sys::path::filename(Folder) == "switchback" &&
         sys::fs::exists(Folder + "/frame.h") &&
         sys::fs::exists(Folder + "/annotate.h");
}

Expected<LoweredTranslationUnit>
lowerWithHeaders(const Options &Opts, const Compilation &TU,
                 const LoweringRequest &Main, const NativeCoroutines &Native,
                 bool KeepMemory) {
  HeaderRuns Headers(Opts, Native);
  auto Select = [&](ArrayRef<Inclusion> Inclusions) {
    return Headers.select(Inclusions);
  };
  Expected<std::vector<LoweredFile>> Files = lowerInRounds(
      TU, Opts.Lowering, {Main},
      Opts.Headers ? HeaderSelector(Select) : HeaderSelector(nullptr),
      Opts.Style, KeepMemory);
  if (!Files)
    return Files.takeError();
  LoweredTranslationUnit Result;
  Result.Main = std::move(Files->front());
  if (!Result.Main.Parsed)
    return Result;
  Files->erase(Files->begin());
  Expected<std::vector<HeaderOutcome>> Outcomes =
      Headers.take(TU, std::move(*Files), Result.Main.LangOpts);
  if (!Outcomes)
    return Outcomes.takeError();
  Result.Headers = std::move(*Outcomes);
  return Result;
}

std::string unlowered(const Options &Opts, StringRef Original,
                      const LangOptions &LangOpts) {
  std::string Text = Original.str();
  if (Opts.Plain)
    renameAwaitOperators(Text, LangOpts);
  return Text;
}

//===----------------------------------------------------------------------===//
// All translation units
//===----------------------------------------------------------------------===//

bool HeaderSet::add(StringRef Source, const HeaderOutcome &Header,
                    bool IsWanted) {
  if (!Header.IsOwn)
    return Foreign.insert(Header.Path).second;
  Merged &M = Headers[Header.Path];
  if (IsWanted && Opts.Mode == OutputMode::InPlace)
    M.Outputs.insert(Header.Path);
  if (IsWanted && Opts.Mode == OutputMode::OutDir)
    for (const std::string &Name : Header.Names)
      M.Outputs.insert(headerOutput(Opts, Name, Header.Path, Source));
  for (const SkippedRanges &Skipped : Header.Without)
    M.Without.try_emplace(Skipped, Source.str());
  M.LangOpts = Header.LangOpts;
  if (!Header.HasCoroutines)
    return false;
  bool IsNew = M.Source.empty();
  for (const CoroutineReport &C : Header.Coroutines)
    if (!C.Lowered)
      IsNew |= M.Reasons.insert({C.Offset, C.Reason}).second;
  if (M.Source.empty()) {
    M.Source = Source.str();
    M.Text = Header.Text;
    M.Coroutines = Header.Coroutines;
  } else if (M.Text != Header.Text && M.Other.empty()) {
    M.Other = Source.str();
  }
  return IsNew;
}

/// Whether all translation units agree on \p Header.
Error HeaderSet::check(StringRef Path, const Merged &Header) const {
  std::string Other = Header.Other;
  for (const auto &[Skipped, Source] : Header.Without)
    if (Other.empty() && !leavesOut(Skipped, Header.Coroutines))
      Other = Source;
  if (Header.Source.empty() || Other.empty())
    return Error::success();
  return createStringError("'" + Header.Source + "' and '" + Other +
                           "' disagree on what '" + nameOf(Opts, Path) +
                           "' is to become; nothing is written");
}

Expected<std::map<std::string, std::string>> HeaderSet::outputs(
    const std::map<std::string, std::optional<std::string>> &Inputs) const {
  std::map<std::string, std::string> Result;
  std::map<std::string, std::string> Taken;
  for (auto [File, Output] : zip(Opts.Files, Opts.Outputs))
    Taken[Output] = File;
  for (const auto &[Path, Header] : Headers) {
    if (Error E = check(Path, Header))
      return E;
    auto Original = MemoryBuffer::getFile(Path);
    if (!Original)
      return createStringError("cannot read '" + Path +
                               "': " + Original.getError().message());
    std::string Text =
        Header.Source.empty()
            ? unlowered(Opts, (*Original)->getBuffer(), Header.LangOpts)
            : Header.Text;
    // One that is an input too is written as that.
    if (auto Input = Inputs.find(Path); Input != Inputs.end()) {
      if (!Header.Source.empty() && Text != Input->second.value_or(Text))
        return createStringError(
            "'" + Header.Source + "' disagrees on what the input '" +
            nameOf(Opts, Path) + "' is to become; nothing is written");
      continue;
    }
    if (Opts.Mode == OutputMode::InPlace && Text == (*Original)->getBuffer())
      continue;
    for (const std::string &Output : Header.Outputs) {
      auto [Entry, New] = Taken.try_emplace(Output, Path);
      if (!New)
        return createStringError("'" + Entry->second + "' and '" + Path +
                                 "' would both be written to '" + Output +
                                 "'; nothing is written");
      if (Error E = checkOutput(Opts, Output, Path))
        return E;
      Result[Output] = Text;
    }
  }
  return Result;
}

} // namespace switchback
