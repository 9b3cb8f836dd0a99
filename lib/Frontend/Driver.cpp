//===- Driver.cpp - From options to written files -------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Driver.h"
#include "switchback/Compiler/Frontend/AwaitOperators.h"
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "switchback/Compiler/Frontend/FrameLayouts.h"
#include "switchback/Compiler/Frontend/Headers.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "switchback/Compiler/Frontend/Progress.h"
#include "switchback/Compiler/Frontend/Rounds.h"
#include "switchback/Compiler/Frontend/UnifiedDiff.h"
#include "switchback/Compiler/Frontend/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Errc.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/WithColor.h"
#include <numeric>

using namespace llvm;

namespace switchback {

namespace {

/// What became of one file.
struct FileOutcome {
  ExitCode Exit = ExitCode::Success;
  /// For standard error.
  std::string Diagnostics;
  /// For standard output: a diff, a list, a dump.
  std::string Report;
  /// The lowered text, if nothing went wrong, and whether it is to be written.
  std::optional<std::string> Text;
  bool IsWritten = false;
  /// What it includes.
  std::vector<HeaderOutcome> Headers;
  /// Those of the file itself.
  std::vector<CoroutineReport> Coroutines;
};

void printCheck(raw_ostream &OS, ArrayRef<CoroutineReport> Coroutines) {
  for (const CoroutineReport &C : Coroutines) {
    // It is named with its template.
    if (!C.Instance.empty())
      continue;
    OS << C.File << ':' << C.Line << ':' << C.Column << ": " << C.QualifiedName
       << ": ";
    if (C.Lowered)
      OS << "would be lowered\n";
    else
      OS << "left native: " << C.Reason
         << (C.Instances.empty() ? "" : "; lowered for ")
         << join(C.Instances, ", ") << '\n';
  }
}

bool anyLeftNative(ArrayRef<CoroutineReport> Coroutines) {
  return any_of(Coroutines, [](const auto &C) { return !C.Lowered; });
}

/// Whether a frame is not where SWITCHBACK_MUST_ELIDE wants it.
bool isAnyAllocated(ArrayRef<CoroutineReport> Coroutines) {
  return any_of(Coroutines, [](const CoroutineReport &C) {
    return any_of(C.Children, [](const auto &Child) { return Child.IsError; });
  });
}

std::string withoutLinks(StringRef File) {
  SmallString<128> Real;
  return sys::fs::real_path(File, Real) ? File.str() : std::string(Real);
}

/// One file on its way.
class FileRun {
public:
  FileRun(const Options &Opts, const std::string &File,
          const NativeCoroutines &Native)
      : Opts(Opts), File(File), Native(Native),
        DiagnosticStream(Outcome.Diagnostics), Report(Outcome.Report),
        Diagnostics{DiagnosticStream, Opts.ColorDiagnostics,
                    // The list has the same.
                    Opts.Mode != OutputMode::Check},
        TU(commandFor(Opts, File)) {}

  FileOutcome run();

private:
  void fail(ExitCode Exit, const Twine &Message) {
    WithColor::error(DiagnosticStream, "switchback", !Opts.ColorDiagnostics)
        << Message << '\n';
    Outcome.Exit = Exit;
  }
  void fail(Error E);
  bool lower(LoweredFile &Lowered);
  bool isRefused(const LoweredFile &Lowered);
  FileTexts texts(const LoweredFile &Lowered, bool &IsChanged) const;
  bool verify(const LoweredFile &Lowered);
  bool printLayouts(const LoweredFile &Lowered);

  const Options &Opts;
  const std::string &File;
  const NativeCoroutines &Native;
  FileOutcome Outcome;
  raw_string_ostream DiagnosticStream, Report;
  DiagnosticOutput Diagnostics;
  CommandCompilation TU;
};

void FileRun::fail(Error E) {
  bool IsStyle = false;
  E = handleErrors(std::move(E), [&](std::unique_ptr<StringError> Each) {
    IsStyle = Each->convertToErrorCode() == std::errc::invalid_argument;
    return Error(std::move(Each));
  });
  if (IsStyle)
    fail(ExitCode::BadUsage, "--style: " + toString(std::move(E)));
  else
    fail(ExitCode::InternalError,
         "internal error: " + File + ": " + toString(std::move(E)));
}

/// The file and its headers. False if there is nothing to go on with.
bool FileRun::lower(LoweredFile &Lowered) {
  LoweringRequest Request{LoweringRound(), std::nullopt, Diagnostics, &Report};
  if (auto It = Native.find(withoutLinks(File)); It != Native.end())
    Request.Round.LeftNative = It->second;
  Expected<LoweredTranslationUnit> Unit =
      lowerWithHeaders(Opts, TU, Request, Native,
                       /*KeepMemory=*/Opts.Files.size() == 1);
  if (!Unit) {
    fail(Unit.takeError());
    return false;
  }
  Lowered = std::move(Unit->Main);
  Outcome.Headers = std::move(Unit->Headers);
  if (!Lowered.Parsed) {
    Outcome.Exit = ExitCode::ParseFailed;
    return false;
  }
  Outcome.Coroutines = Lowered.Coroutines;
  return true;
}

/// Whether nothing may be written, and sets the exit code then.
bool FileRun::isRefused(const LoweredFile &Lowered) {
  bool LeftNative = anyLeftNative(Lowered.Coroutines);
  bool IsAllocated = isAnyAllocated(Lowered.Coroutines);
  bool Failed = Lowered.LoweringFailed;
  for (const HeaderOutcome &H : Outcome.Headers) {
    LeftNative |= anyLeftNative(H.Coroutines);
    IsAllocated |= isAnyAllocated(H.Coroutines);
    Failed |= H.LoweringFailed;
  }
  if (Opts.Lowering.Strict && LeftNative)
    Outcome.Exit = ExitCode::LeftNative;
  else if (Failed && IsAllocated)
    Outcome.Exit = ExitCode::LeftNative;
  else if (Failed)
    Outcome.Exit = ExitCode::InternalError;
  return Outcome.Exit != ExitCode::Success;
}

/// What became of the file and its headers; \p IsChanged if they are not as
/// they were.
FileTexts FileRun::texts(const LoweredFile &Lowered, bool &IsChanged) const {
  FileTexts Texts{{"", Lowered.Text}};
  IsChanged = Lowered.Text != Lowered.Original;
  for (const HeaderOutcome &H : Outcome.Headers) {
    if (!H.HasCoroutines) {
      if (auto Buffer = MemoryBuffer::getFile(H.Path);
          Buffer && H.IsOwn && Opts.Plain)
        Texts[H.Path] = unlowered(Opts, (*Buffer)->getBuffer(), H.LangOpts);
      continue;
    }
    IsChanged |= H.Text != H.Original;
    Texts[H.Path] = H.Text;
  }
  return Texts;
}

/// Whether the file and its headers compile together.
bool FileRun::verify(const LoweredFile &Lowered) {
  bool IsChanged = false;
  FileTexts Texts = texts(Lowered, IsChanged);
  if (!IsChanged || verifyLowered(TU, Texts, Diagnostics))
    return true;
  Outcome.Exit = ExitCode::InternalError;
  return false;
}

/// False if the file and its headers do not compile together.
bool FileRun::printLayouts(const LoweredFile &Lowered) {
  bool IsChanged = false;
  FileTexts Texts = texts(Lowered, IsChanged);
  if (!IsChanged)
    return true;
  FileCoroutines Coroutines{{"", Lowered.Coroutines}};
  for (const HeaderOutcome &H : Outcome.Headers)
    if (H.HasCoroutines)
      Coroutines[H.Path] = H.Coroutines;
  if (printFrameLayouts(TU, Texts, Coroutines, Diagnostics, Report))
    return true;
  Outcome.Exit = ExitCode::InternalError;
  return false;
}

FileOutcome FileRun::run() {
  LoweredFile Lowered;
  if (!lower(Lowered))
    return std::move(Outcome);
  if (Opts.Mode == OutputMode::Check)
    printCheck(Report, Lowered.Coroutines);
  if (isRefused(Lowered))
    return std::move(Outcome);
  if (Opts.Plain)
    renameAwaitOperators(Lowered.Text, Lowered.LangOpts);
  // The layouts are of what compiles.
  if (Opts.Mode == OutputMode::Layout ? !printLayouts(Lowered)
                                      : Opts.Verify && !verify(Lowered))
    return std::move(Outcome);

  switch (Opts.Mode) {
  case OutputMode::Diff:
    printUnifiedDiff(Report, File, Lowered.Original, Lowered.Text,
                     Opts.ColorOutput);
    break;
  case OutputMode::Check:
  case OutputMode::Layout:
  case OutputMode::Dump:
    break;
  case OutputMode::InPlace:
    Outcome.IsWritten = Lowered.Text != Lowered.Original;
    break;
  case OutputMode::Print:
  case OutputMode::File:
  case OutputMode::OutDir:
    Outcome.IsWritten = true;
    break;
  }
  Outcome.Text = std::move(Lowered.Text);
  return std::move(Outcome);
}

/// All files, one after the other for what is printed.
class Run {
public:
  explicit Run(const Options &Opts)
      : Opts(Opts), Outcomes(Opts.Files.size()), Headers(Opts) {
    for (auto [Index, File] : enumerate(Opts.Files))
      Inputs[withoutLinks(File)] = Index;
  }

  ExitCode run();

private:
  void process();
  void lowerAll(ArrayRef<size_t> Indices);
  void collectNative();
  bool disagrees(size_t Index) const;
  void show(StringRef File, const FileOutcome &Outcome);
  void showHeader(const HeaderOutcome &Header);
  void fail(ExitCode Code, const Twine &Message) {
    reportError(Message);
    Exit = std::max(Exit, Code);
  }
  void write();
  bool writeHeaders();

  const Options &Opts;
  std::vector<FileOutcome> Outcomes;
  /// Where the input files stand in Outcomes, by their paths without links.
  std::map<std::string, size_t> Inputs;
  HeaderSet Headers;
  NativeCoroutines Native;
  std::set<std::string> Diffed;
  ExitCode Exit = ExitCode::Success;
};

/// Lowers the files with these \p Indices, side by side.
void Run::lowerAll(ArrayRef<size_t> Indices) {
  Progress Bar(Indices.size());
  DefaultThreadPool Pool(hardware_concurrency(Opts.Jobs));
  std::vector<std::shared_future<void>> Done;
  for (size_t I : Indices)
    Done.push_back(Pool.async([this, I] {
      Outcomes[I] = FileRun(Opts, Opts.Files[I], Native).run();
    }));
  for (auto &Each : Done) {
    Each.wait();
    Bar.advance();
  }
  Bar.clear();
}

/// Calls \p Each on every coroutine of \p Outcome and its headers, with the
/// path of its file.
static void forEachCoroutine(
    StringRef File, const FileOutcome &Outcome,
    function_ref<void(const std::string &, const CoroutineReport &)> Each) {
  const std::string Path = withoutLinks(File);
  for (const CoroutineReport &C : Outcome.Coroutines)
    Each(Path, C);
  for (const HeaderOutcome &H : Outcome.Headers)
    for (const CoroutineReport &C : H.Coroutines)
      Each(H.Path, C);
}

/// What an instance in one file forbids is native in all.
void Run::collectNative() {
  for (auto [File, Outcome] : zip_equal(Opts.Files, Outcomes))
    forEachCoroutine(File, Outcome,
                     [&](const std::string &Path, const CoroutineReport &C) {
                       if (!C.Lowered && C.ByInstance)
                         Native[Path].try_emplace(C.Offset, C.Reason);
                     });
}

/// Whether a file lowers what another one must not.
bool Run::disagrees(size_t Index) const {
  bool Result = false;
  forEachCoroutine(Opts.Files[Index], Outcomes[Index],
                   [&](const std::string &Path, const CoroutineReport &C) {
                     auto It = Native.find(Path);
                     Result |= C.Lowered && It != Native.end() &&
                               It->second.count(C.Offset);
                   });
  return Result;
}

void Run::process() {
  std::vector<size_t> Indices(Opts.Files.size());
  std::iota(Indices.begin(), Indices.end(), 0);
  // Each time another coroutine is left native, so there is an end.
  while (!Indices.empty()) {
    lowerAll(Indices);
    collectNative();
    Indices.clear();
    for (size_t I = 0; I < Outcomes.size(); ++I)
      if (disagrees(I))
        Indices.push_back(I);
  }
  for (auto [File, Outcome] : zip_equal(Opts.Files, Outcomes)) {
    show(File, Outcome);
    outs().flush();
    Exit = std::max(Exit, Outcome.Exit);
  }
}

/// Prints what is said of a file, and of its headers what nobody said before.
void Run::show(StringRef File, const FileOutcome &Outcome) {
  bool IsGood = Outcome.Exit == ExitCode::Success;
  errs() << Outcome.Diagnostics;
  outs() << Outcome.Report;
  for (const HeaderOutcome &H : Outcome.Headers) {
    bool IsNew = Headers.add(File, H, IsGood);
    // An input speaks for itself.
    if (Inputs.count(H.Path))
      continue;
    if (IsNew)
      showHeader(H);
    if (Opts.Mode == OutputMode::Diff && IsGood && H.HasCoroutines &&
        Diffed.insert(H.Path).second)
      printUnifiedDiff(outs(),
                       relativeTo(realFolder(""), H.Path).value_or(H.Path),
                       H.Original, H.Text, Opts.ColorOutput);
  }
}

void Run::showHeader(const HeaderOutcome &Header) {
  errs() << Header.Diagnostics;
  outs() << Header.Report;
  if (Opts.Mode == OutputMode::Check)
    printCheck(outs(), Header.Coroutines);
}

/// Writes the headers. False if the units disagree: then nothing is written.
bool Run::writeHeaders() {
  std::map<std::string, std::optional<std::string>> Texts;
  for (const auto &[Path, Index] : Inputs)
    Texts[Path] = Outcomes[Index].Text;
  auto Outputs = Headers.outputs(Texts);
  if (!Outputs) {
    fail(ExitCode::BadUsage, toString(Outputs.takeError()));
    return false;
  }
  for (const auto &[Path, Text] : *Outputs)
    if (Error E = writeWhole(Path, Text))
      fail(ExitCode::BadUsage, toString(std::move(E)));
  return true;
}

void Run::write() {
  if (Opts.Headers && !writeHeaders())
    return;
  for (auto [Outcome, Output] : zip(Outcomes, Opts.Outputs))
    if (Outcome.IsWritten)
      if (Error E = writeWhole(Output, *Outcome.Text))
        fail(ExitCode::BadUsage, toString(std::move(E)));
}

ExitCode Run::run() {
  process();
  if (std::error_code EC = outs().error()) {
    outs().clear_error();
    fail(ExitCode::BadUsage, "cannot write standard output: " + EC.message());
  }
  write();
  return Exit;
}

} // namespace

ExitCode run(const Options &Opts) { return Run(Opts).run(); }

} // namespace switchback
