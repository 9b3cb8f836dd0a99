//===- Driver.cpp - From options to written files -------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Driver.h"
#include "switchback/Compiler/Frontend/AwaitOperators.h"
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "switchback/Compiler/Frontend/Progress.h"
#include "switchback/Compiler/Frontend/Rounds.h"
#include "switchback/Compiler/Frontend/UnifiedDiff.h"
#include "switchback/Compiler/Frontend/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/WithColor.h"

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
  /// The lowered text, if there is one to be written.
  std::optional<std::string> Text;
};

void printCheck(raw_ostream &OS, ArrayRef<CoroutineReport> Coroutines) {
  for (const CoroutineReport &C : Coroutines) {
    OS << C.File << ':' << C.Line << ':' << C.Column << ": " << C.QualifiedName
       << ": ";
    if (C.Lowered)
      OS << "would be lowered\n";
    else
      OS << "left native: " << C.Reason << '\n';
  }
}

/// Lowers one file, without writing anything.
FileOutcome processFile(const Options &Opts, const std::string &File) {
  FileOutcome Outcome;
  raw_string_ostream DiagnosticStream(Outcome.Diagnostics);
  raw_string_ostream Report(Outcome.Report);
  DiagnosticOutput Diagnostics{DiagnosticStream, Opts.ColorDiagnostics,
                               // The list has the same.
                               Opts.Mode != OutputMode::Check};
  auto Fail = [&](ExitCode Exit, const Twine &Message) {
    WithColor::error(DiagnosticStream, "switchback", !Opts.ColorDiagnostics)
        << Message << '\n';
    Outcome.Exit = Exit;
  };

  clang::tooling::CompileCommand Command = commandFor(Opts, File);
  LoweringOptions Lowering = Opts.Lowering;
  Lowering.DumpStream = &Report;
  Expected<LoweredFile> Lowered =
      lowerInRounds(Command, Lowering, Opts.Style, Diagnostics,
                    /*KeepMemory=*/Opts.Files.size() == 1);
  if (Error E = Lowered.takeError()) {
    bool IsStyle = false;
    E = handleErrors(std::move(E), [&](std::unique_ptr<StringError> Each) {
      IsStyle = Each->convertToErrorCode() == std::errc::invalid_argument;
      return Error(std::move(Each));
    });
    if (IsStyle)
      Fail(ExitCode::BadUsage, "--style: " + toString(std::move(E)));
    else
      Fail(ExitCode::InternalError,
           "internal error: " + File + ": " + toString(std::move(E)));
    return Outcome;
  }
  if (!Lowered->Parsed) {
    Outcome.Exit = ExitCode::ParseFailed;
    return Outcome;
  }
  const std::vector<CoroutineReport> &Coroutines = Lowered->Coroutines;
  if (Opts.Mode == OutputMode::Check)
    printCheck(Report, Coroutines);
  if (Opts.Lowering.Strict &&
      any_of(Coroutines, [](const auto &C) { return !C.Lowered; })) {
    Outcome.Exit = ExitCode::LeftNative;
    return Outcome;
  }
  if (Lowered->LoweringFailed) {
    Outcome.Exit = ExitCode::InternalError;
    return Outcome;
  }
  if (Opts.Plain)
    renameAwaitOperators(Lowered->Text, Lowered->LangOpts);
  bool IsChanged = Lowered->Text != Lowered->Original;
  if (Opts.Verify && IsChanged &&
      !verifyLowered(Command, Lowered->Text, Diagnostics)) {
    Outcome.Exit = ExitCode::InternalError;
    return Outcome;
  }

  switch (Opts.Mode) {
  case OutputMode::Diff:
    printUnifiedDiff(Report, File, Lowered->Original, Lowered->Text,
                     Opts.ColorOutput);
    break;
  case OutputMode::Check:
  case OutputMode::Dump:
    break;
  case OutputMode::InPlace:
    if (!IsChanged)
      break;
    [[fallthrough]];
  case OutputMode::Print:
  case OutputMode::File:
  case OutputMode::OutDir:
    Outcome.Text = std::move(Lowered->Text);
    break;
  }
  return Outcome;
}

} // namespace

ExitCode run(const Options &Opts) {
  std::vector<FileOutcome> Outcomes(Opts.Files.size());
  ExitCode Exit = ExitCode::Success;
  {
    Progress Bar(Opts.Files.size());
    auto Show = [&](const FileOutcome &Outcome) {
      Bar.clear();
      errs() << Outcome.Diagnostics;
      outs() << Outcome.Report;
      outs().flush();
      Bar.advance();
      Exit = std::max(Exit, Outcome.Exit);
    };
    DefaultThreadPool Pool(hardware_concurrency(Opts.Jobs));
    std::vector<std::shared_future<void>> Done;
    for (auto [File, Outcome] : zip_equal(Opts.Files, Outcomes))
      Done.push_back(Pool.async([&Opts, &File = File, &Outcome = Outcome] {
        Outcome = processFile(Opts, File);
      }));
    for (auto [Future, Outcome] : zip_equal(Done, Outcomes)) {
      Future.wait();
      Show(Outcome);
    }
  }

  if (std::error_code EC = outs().error()) {
    reportError("cannot write standard output: " + EC.message());
    outs().clear_error();
    Exit = std::max(Exit, ExitCode::BadUsage);
  }
  for (size_t I = 0; I != Outcomes.size(); ++I) {
    if (!Outcomes[I].Text)
      continue;
    if (Error E = writeWhole(Opts.Outputs[I], *Outcomes[I].Text)) {
      reportError(toString(std::move(E)));
      Exit = std::max(Exit, ExitCode::BadUsage);
    }
  }
  return Exit;
}

} // namespace switchback
