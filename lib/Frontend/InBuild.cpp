//===- InBuild.cpp - Lowering as a step of a compile ----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/InBuild.h"
#include "switchback/Compiler/Frontend/FrameLayouts.h"
#include "switchback/Compiler/Frontend/Options.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "switchback/Compiler/Frontend/Rounds.h"
#include "switchback/Compiler/Frontend/Scan.h"
#include "switchback/Compiler/Frontend/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace switchback {

bool BuildOptions::set(StringRef Option) {
  auto [Name, Value] = Option.split('=');
  const bool HasValue = Option.contains('=');
  if (Name == "emit" || Name == "emit-base") {
    (Name == "emit" ? EmitFolder : EmitBase) = Value.str();
    return !Value.empty();
  }
  if (Name == "line-directives") {
    LineDirectives = !HasValue || Value == "all";
    return !HasValue || Value == "all" || Value == "none";
  }
  StringRef Optimisation = Name;
  if (Optimisation.consume_front("no-"))
    if (bool *Off = Enabled.find(Optimisation); Off && !HasValue) {
      *Off = false;
      return true;
    }
  bool *Flag = StringSwitch<bool *>(Name)
                   .Case("all", &All)
                   .Case("strict", &Strict)
                   .Case("remarks", &Remarks)
                   .Case("verify", &Verify)
                   .Default(nullptr);
  if (!Flag || HasValue)
    return false;
  return *Flag = true;
}

StringRef BuildOptions::help() {
  return "all, strict, remarks, verify, no-frames-in-place, "
         "no-hot-scalars, no-packed-frames, no-direct-destruction, "
         "no-stack-start, emit=<dir>, emit-base=<dir>, "
         "line-directives=all|none";
}

bool showsCoroutine(StringRef Text, bool All) {
  const bool Suspends = any_of(
      std::initializer_list<StringRef>{"co_await", "co_yield", "co_return"},
      [&](StringRef Keyword) { return Text.contains(Keyword); });
  return Suspends && (All || Text.contains("SWITCHBACK_ASYNC") ||
                      Text.contains("switchback::async"));
}

namespace {

class BuildRun {
public:
  BuildRun(const Compilation &TU, const BuildOptions &Build)
      : TU(TU), Build(Build), DiagnosticStream(Outcome.Diagnostics),
        Diagnostics{DiagnosticStream, Build.Color,
                    Build.Warnings || Build.Strict,
                    /*Summary=*/false} {
    Opts.Files = {TU.filename().str()};
    Opts.Mode = OutputMode::OutDir;
    Opts.Headers = Opts.InBuild = Opts.FixedFlags = true;
    Opts.Lowering.All = Build.All;
    Opts.Lowering.Strict = Build.Strict;
    Opts.Lowering.Enabled = Build.Enabled;
    Opts.Lowering.IsForCompiler = true;
    if (TU.support())
      Opts.Lowering.StaysInPreprocessed = isSupportHeader;
    Opts.Lowering.Lines =
        Build.LineDirectives ? LineDirectives::All : LineDirectives::Needed;
    // Compilers do not care how it looks.
    Opts.Style = Build.EmitFolder.empty() ? "none" : "file";
    Opts.ColorDiagnostics = Build.Color;
  }

  BuildOutcome run();

private:
  Error lower();
  bool verify();
  Error emit() const;
  void remark(ArrayRef<CoroutineReport> Coroutines);
  bool isStrictlyRefused() const;
  BuildOutcome finish(BuildOutcome::Status State) {
    Outcome.State = State;
    return std::move(Outcome);
  }
  BuildOutcome fail(Error E) {
    WithColor::error(DiagnosticStream, "switchback", !Build.Color)
        << toString(std::move(E)) << '\n';
    return finish(BuildOutcome::Status::Failed);
  }

  const Compilation &TU;
  const BuildOptions &Build;
  Options Opts;
  BuildOutcome Outcome;
  raw_string_ostream DiagnosticStream;
  DiagnosticOutput Diagnostics;
  LoweredFile Main;
};

Error BuildRun::lower() {
  LoweringRequest Request{LoweringRound(), std::nullopt, Diagnostics};
  Expected<LoweredTranslationUnit> Lowered = lowerWithHeaders(
      Opts, TU, Request, NativeCoroutines(), /*KeepMemory=*/false);
  if (!Lowered)
    return Lowered.takeError();
  Main = std::move(Lowered->Main);
  Outcome.Headers = std::move(Lowered->Headers);
  for (HeaderOutcome &H : Outcome.Headers) {
    DiagnosticStream << H.Diagnostics;
    if (!H.HasCoroutines)
      H.Text = H.Original;
  }
  return Error::success();
}

/// What `-Rpass` does for the compiler's own transformations.
void BuildRun::remark(ArrayRef<CoroutineReport> Coroutines) {
  auto Remark = [&](StringRef File, unsigned Line, unsigned Column,
                    const Twine &Text) {
    DiagnosticStream << File << ':' << Line << ':' << Column << ": ";
    WithColor(DiagnosticStream, HighlightColor::Remark,
              Build.Color ? ColorMode::Enable : ColorMode::Disable)
        << "remark: ";
    DiagnosticStream << Text << '\n';
  };
  for (const CoroutineReport &C : Coroutines) {
    if (!C.Lowered)
      continue;
    Remark(C.File, C.Line, C.Column,
           "coroutine '" + C.QualifiedName + "' is lowered to a state machine");
    if (std::string Start = startOf(C); !Start.empty())
      Remark(C.File, C.Line, C.Column, Start);
    for (const ChildFrameReport &Child : C.Children)
      Remark(C.File, Child.Line, Child.Column,
             "the frame of '" + Child.Callee + "' is " + placeOf(Child));
  }
}

bool BuildRun::isStrictlyRefused() const {
  auto AnyNative = [](ArrayRef<CoroutineReport> Coroutines) {
    return any_of(Coroutines, [](const auto &C) { return !C.Lowered; });
  };
  return Main.LoweringFailed ||
         any_of(Outcome.Headers,
                [&](const auto &H) {
                  return H.LoweringFailed ||
                         (Build.Strict && AnyNative(H.Coroutines));
                }) ||
         (Build.Strict && AnyNative(Main.Coroutines));
}

/// Whether the lowered text compiles. If not, nothing is lowered.
bool BuildRun::verify() {
  FileTexts Texts{{"", Main.Text}};
  for (const HeaderOutcome &H : Outcome.Headers)
    if (H.Text != H.Original)
      Texts[H.Path] = H.Text;
  if (Texts.size() == 1 && Main.Text == Main.Original)
    return true;
  return verifyLowered(TU, Texts, Diagnostics);
}

/// Writes what was lowered below the folder for that: by its path from the
/// base, or from the root if it is not below.
Error BuildRun::emit() const {
  auto Write = [&](StringRef Name, StringRef Text) {
    SmallString<128> Path(Name), Target(Build.EmitFolder);
    sys::fs::make_absolute(Path);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    SmallString<128> Base(Build.EmitBase);
    sys::fs::make_absolute(Base);
    sys::path::remove_dots(Base, /*remove_dot_dot=*/true);
    StringRef Relative = sys::path::relative_path(Path);
    if (auto Below = relativeTo(Base, Path))
      Relative = *Below;
    sys::path::append(Target, Relative);
    if (std::error_code EC =
            sys::fs::create_directories(sys::path::parent_path(Target)))
      return createStringError(EC, "cannot write '" + Target.str().str() +
                                       "': " + EC.message());
    return writeWhole(Target, Text);
  };
  if (Outcome.Text)
    if (Error E = Write(TU.filename(), *Outcome.Text))
      return E;
  for (const HeaderOutcome &H : Outcome.Headers)
    if (H.Text != H.Original)
      if (Error E = Write(*H.Names.begin(), H.Text))
        return E;
  return Error::success();
}

BuildOutcome BuildRun::run() {
  using Status = BuildOutcome::Status;
  if (Error E = lower())
    return fail(std::move(E));
  if (!Main.Parsed)
    return finish(Status::NotParsed);
  if (isStrictlyRefused())
    return finish(Status::Failed);
  if (Build.Verify && !verify())
    return finish(Status::Failed);
  if (Build.Remarks) {
    remark(Main.Coroutines);
    for (const HeaderOutcome &H : Outcome.Headers)
      remark(H.Coroutines);
  }
  if (Main.Text != Main.Original)
    Outcome.Text = std::move(Main.Text);
  if (!Build.EmitFolder.empty())
    if (Error E = emit())
      return fail(std::move(E));
  return finish(Status::Done);
}

} // namespace

/// What is to be done with a translation unit of these tokens, if nothing.
static std::optional<BuildOutcome> nothingToLower(const ScanResult &Found,
                                                  const BuildOptions &Options) {
  if (Found.Suspension && (Options.All || Found.Annotation))
    return std::nullopt;
  BuildOutcome Outcome;
  Outcome.HasAnnotation = Found.Annotation;
  return Outcome;
}

BuildOutcome lowerInBuild(const Compilation &TU, const BuildOptions &Options,
                          StringRef Content) {
  // A scan would only take time then.
  if (!showsCoroutine(Content, Options.All))
    if (auto Nothing = nothingToLower(scan(TU, Options.All), Options))
      return std::move(*Nothing);
  return BuildRun(TU, Options).run();
}

BuildOutcome lowerInBuild(PreprocessedCompilation &TU,
                          const BuildOptions &Options, StringRef Content) {
  // System headers, which stay as they are, may show coroutines.
  if (auto Nothing = nothingToLower(scan(TU, Options.All), Options))
    return std::move(*Nothing);
  if (Error E = TU.findSupport(Content)) {
    BuildOutcome Outcome;
    Outcome.LeftNative = toString(std::move(E));
    return Outcome;
  }
  BuildOutcome Outcome = BuildRun(TU, Options).run();
  if (!Outcome.Text)
    return Outcome;
  Outcome.Text = TU.expandMacros(*Outcome.Text);
  if (!Outcome.Text)
    Outcome.LeftNative =
        "internal error, please report: its lowered text is not preprocessed";
  return Outcome;
}

} // namespace switchback
