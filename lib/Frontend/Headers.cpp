//===- Headers.cpp - Lowering what a file includes ------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A header is lowered like a main file, in a run of its own in which it is the
/// target. An inclusion in which a coroutine is not seen puts up with the
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

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// Whether \p Path is one of the headers that come with Switchback.
bool isSupportHeader(StringRef Path) {
  StringRef Folder = sys::path::parent_path(Path);
  if (sys::path::filename(Folder) == "polyfill")
    Folder = sys::path::parent_path(Folder);
  return sys::path::filename(Folder) == "switchback" &&
         sys::fs::exists(Folder + "/frame.h") &&
         sys::fs::exists(Folder + "/annotate.h");
}

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
  HeaderRun(const Options &Opts, const Compilation &TU, StringRef Path,
            ArrayRef<const Inclusion *> Inclusions,
            const NativeCoroutines &Native, HeaderOutcome &Outcome)
      : Opts(Opts), TU(TU), Path(Path), Inclusions(Inclusions),
        Outcome(Outcome) {
    if (auto It = Native.find(Path.str()); It != Native.end())
      Agreed = It->second;
  }

  Error run();

private:
  Error lower(std::map<unsigned, std::string> LeftNative);
  bool agree() const;

  const Options &Opts;
  const Compilation &TU;
  StringRef Path;
  ArrayRef<const Inclusion *> Inclusions;
  HeaderOutcome &Outcome;
  /// What translation units have agreed to leave native.
  std::map<unsigned, std::string> Agreed;
  std::vector<LoweredFile> Lowered;
};

/// Lowers it once for each inclusion in which coroutines stand.
Error HeaderRun::lower(std::map<unsigned, std::string> LeftNative) {
  Lowered.clear();
  Outcome.Diagnostics.clear();
  Outcome.Report.clear();
  for (const Inclusion *I : Inclusions) {
    if (!I->HasCoroutines)
      continue;
    std::string Text, Report;
    raw_string_ostream DiagnosticStream(Text), ReportStream(Report);
    DiagnosticOutput Diagnostics{DiagnosticStream, Opts.ColorDiagnostics,
                                 Opts.Mode != OutputMode::Check};
    LoweringOptions Lowering = Opts.Lowering;
    Lowering.DumpStream = &ReportStream;
    LoweringRound Start;
    Start.Target = {Path.str(), I->Index,
                    Opts.InBuild ? Inclusions.front()->Spelled
                                 : nameOf(Opts, Path)};
    if (std::optional<StringRef> Input = inputAt(Opts, Path)) {
      Start.Target.IsInput = true;
      Start.Target.Name = nameOfInput(Opts, *Input);
    }
    Start.LeftNative = LeftNative;
    Expected<LoweredFile> File =
        lowerInRounds(TU, Lowering, Start, Opts.Style, Diagnostics,
                      /*KeepMemory=*/false);
    if (!File)
      return File.takeError();
    if (!File->Parsed)
      return createStringError("cannot be parsed once more");
    // What is the same each time is said once.
    if (Lowered.empty() || LeftNative.size() > Agreed.size() ||
        File->Text != Lowered.front().Text) {
      Outcome.Diagnostics += Text;
      Outcome.Report += Report;
    }
    Outcome.LoweringFailed |= File->LoweringFailed;
    Lowered.push_back(std::move(*File));
  }
  return Error::success();
}

/// Whether one text does for all inclusions.
bool HeaderRun::agree() const {
  const LoweredFile &First = Lowered.front();
  return all_of(Lowered,
                [&](const LoweredFile &L) { return L.Text == First.Text; }) &&
         all_of(Inclusions, [&](const Inclusion *I) {
           return I->HasCoroutines || leavesOut(I->Skipped, First.Coroutines);
         });
}

Error HeaderRun::run() {
  if (Error E = lower(Agreed))
    return E;
  if (!agree()) {
    std::map<unsigned, std::string> LeftNative;
    auto leaveNative = [&](const CoroutineReport &C, StringRef Reason) {
      LeftNative[C.Offset] = C.Lowered ? Reason.str() : C.Reason;
    };
    for (const LoweredFile &L : Lowered)
      for (const CoroutineReport &C : L.Coroutines)
        leaveNative(C, "its header is included several times, and does not "
                       "mean the same each time");
    if (Error E = lower(std::move(LeftNative)))
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
  if (Opts.Plain)
    renameAwaitOperators(Outcome.Text, Outcome.LangOpts);
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

} // namespace

Expected<std::vector<HeaderOutcome>>
lowerHeaders(const Options &Opts, const Compilation &TU,
             const LoweredFile &Main, const NativeCoroutines &Native) {
  std::vector<HeaderOutcome> Result;
  std::vector<StringRef> Paths; // in the order of inclusion
  std::map<StringRef, std::vector<const Inclusion *>> ByPath;
  for (const Inclusion &I : Main.Inclusions) {
    auto &Same = ByPath[I.Path];
    if (Same.empty())
      Paths.push_back(I.Path);
    Same.push_back(&I);
  }
  for (StringRef Path : Paths) {
    if (isSupportHeader(Path))
      continue;
    ArrayRef<const Inclusion *> Inclusions = ByPath[Path];
    bool HasCoroutines =
        any_of(Inclusions, [](const auto *I) { return I->HasCoroutines; });
    HeaderOutcome Outcome;
    Outcome.Path = Path.str();
    Outcome.LangOpts = Main.LangOpts;
    Outcome.IsOwn = isOwn(Opts, Path);
    if (!Outcome.IsOwn) {
      if (!HasCoroutines || Opts.Mode == OutputMode::Check)
        continue;
      warnOfForeign(Opts, Outcome);
    } else if (HasCoroutines) {
      if (Error E =
              HeaderRun(Opts, TU, Path, Inclusions, Native, Outcome).run())
        return E;
    }
    for (const Inclusion *I : Inclusions) {
      Outcome.Names.insert(I->Name);
      Outcome.Spelled.insert(I->Spelled);
    }
    for (const Inclusion *I : Inclusions)
      if (!I->HasCoroutines)
        Outcome.Without.push_back(I->Skipped);
    Result.push_back(std::move(Outcome));
  }
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
